"""Files of a case: adding, changing and removing them, and reading what is stored."""
