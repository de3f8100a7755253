"""Delegations: joining, changing and leaving, and the chair of the Group."""
