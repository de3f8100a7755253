"""The demonstration library: one readable file a case in `library/`, and the loader that sends each on its way."""
