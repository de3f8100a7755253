"""Files that are attached to a case: made safe, read and stored. Nothing here knows the database."""
