"""The desk of a person: their tasks, the cases of others, and statistics for editors."""
