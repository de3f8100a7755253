"""Long exports: documents of many things, which the worker makes for one account."""
