"""The workflow of a revision: the table of transitions, the guards, and the engine that performs any row."""
