"""OAI-PMH 2.0: library catalogues collect the metadata of everything that the public reads, and follow its changes."""
