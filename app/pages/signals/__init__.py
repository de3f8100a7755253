"""The page of the signals."""
