"""The pages of adoptions."""
