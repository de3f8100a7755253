"""Tests of matching: what is offered with what is asked for."""
