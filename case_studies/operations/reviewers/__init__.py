"""Who could review a case: profiles, track record, suitability, recommendation."""
