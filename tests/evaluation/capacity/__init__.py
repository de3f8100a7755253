"""Evaluates which offers are found for requests of capacity, and which doubles of an offer are warned about."""
