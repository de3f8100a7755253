"""Tests of study proposals."""
