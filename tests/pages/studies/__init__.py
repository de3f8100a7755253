"""Tests of the list of studies."""
