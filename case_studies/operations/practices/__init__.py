"""Good practices: developing them from cases, consulting, adopting, and noticing when their evidence moves."""
