"""Accounts of offices: who may sign in, by password, in which browsers, and by which tokens."""
