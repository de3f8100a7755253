"""Joint texts: drafted, commented on, put under silence, agreed, aligned with and delivered."""
