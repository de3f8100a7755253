"""Difficult issues: asking, answering, summing up, and saying what came of it."""
