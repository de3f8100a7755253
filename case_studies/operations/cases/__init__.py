"""Writing, finding and comparing cases for an actor."""
