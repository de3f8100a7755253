"""The check before a case leaves: from named texts to the entries that don't belong in them. Rules are data."""
