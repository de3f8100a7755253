"""The pages of study proposals."""
