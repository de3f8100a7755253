"""Capacity: which offers match a request, and which double another one. All of it is pure."""
