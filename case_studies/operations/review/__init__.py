"""The rounds: assignments, reviews, responses to remarks, conflicts of interest."""
