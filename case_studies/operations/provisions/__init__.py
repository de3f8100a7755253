"""Provisions: writing them, linking evidence to them, finding them."""
