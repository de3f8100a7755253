"""What an administrator looks after. None of it opens an unpublished case."""
