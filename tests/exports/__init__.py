"""Cases and practices as files."""
