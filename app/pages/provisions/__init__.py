"""The pages of provisions."""
