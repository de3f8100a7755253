"""What cases are about: delegations, host States, operations, themes and initiatives, with the cases of each."""
