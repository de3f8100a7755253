"""A page for each delegation, host State, operation, theme and initiative, and the public figures."""
