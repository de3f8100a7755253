"""The demonstration library: a readable file for each case in `library/`, and the loader."""
