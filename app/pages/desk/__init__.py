"""Desk, inbox and statistics of the person who is signed in."""
