"""Evaluates which cases are suggested for the difficult issues of the demonstration."""
