"""The life of a revision: the table of transitions, the guards, and the one engine that performs any row."""
