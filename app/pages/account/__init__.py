"""Signing in, the account, a reviewer's profile, notification settings."""
