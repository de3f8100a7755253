"""Pages of a case: reading, writing, its workspace, its transitions, its revisions."""
