"""Events of the Group and around it."""
