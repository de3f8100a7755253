"""How an index answers: matches, scores, snippets, spelling, similar cases."""
