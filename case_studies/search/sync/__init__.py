"""How the indexes follow the database."""
