"""Signals: growing themes, issues without answer, and words that nobody found."""
