"""Finds cases that fit a situation, with the reasons and the differences of each."""
