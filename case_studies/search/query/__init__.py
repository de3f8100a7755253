"""From what a person types to a tree of what is asked."""
