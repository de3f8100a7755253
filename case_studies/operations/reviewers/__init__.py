"""Finding reviewers for a case: profiles, track record, suitability and recommendation."""
