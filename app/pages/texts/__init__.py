"""Joint texts."""
