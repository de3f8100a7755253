"""What waits for a person: tasks, the editors' queue, statistics."""
