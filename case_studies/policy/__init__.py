"""Who may see and do what: predicates that read as sentences, one table of rules, visibility as a query."""
