"""Informal discussion among members."""
