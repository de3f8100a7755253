"""Capacity that is offered and asked for: which offers match a request, and which repeat each other. Everything is pure."""
