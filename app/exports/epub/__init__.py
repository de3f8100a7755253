"""Electronic books (EPUB 3): several things in one file that is read without a connection."""
