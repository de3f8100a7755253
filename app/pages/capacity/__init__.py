"""The pages of offers, requests and their matches."""
