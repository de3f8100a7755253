"""Themes, operations and initiatives: what administrators add, change, order, retire and merge."""
