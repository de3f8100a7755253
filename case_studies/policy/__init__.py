"""Who may see and do what: predicates, the tables of permissions, and visibility as a value and as a query."""
