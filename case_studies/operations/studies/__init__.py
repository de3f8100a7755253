"""The list of studies: adding one, moving it on, finding it."""
