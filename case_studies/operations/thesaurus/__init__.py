"""The thesaurus of the field: loading, editing, validating and listing its entries."""
