"""Search for an actor: results, autocomplete, saved searches and their alerts."""
