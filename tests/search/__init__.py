"""The search engine: what any engine must do, and what this one is made of."""
