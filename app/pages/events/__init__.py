"""The pages of events, and the calendar feeds."""
