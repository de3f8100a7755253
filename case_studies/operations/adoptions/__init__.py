"""What delegations adopt: recording it, moving it on, finding it."""
