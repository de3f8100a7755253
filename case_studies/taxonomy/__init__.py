"""The controlled vocabularies: the data files, their loader, and the names of places in six languages."""
