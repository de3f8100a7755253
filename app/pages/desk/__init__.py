"""What waits for the person who is signed in: desk, inbox, statistics."""
