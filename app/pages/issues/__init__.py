"""The pages of difficult issues."""
