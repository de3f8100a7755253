"""Finds the cases that fit a situation, and says why each fits and what differs."""
