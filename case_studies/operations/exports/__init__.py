"""Things of several kinds that belong together."""
