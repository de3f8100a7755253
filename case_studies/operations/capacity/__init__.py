"""Capacity that is offered and asked for: offers, requests, their matches, the talk and the delivery."""
