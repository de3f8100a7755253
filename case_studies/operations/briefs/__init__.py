"""Briefs: what the library holds on a topic, short enough for a meeting."""
