"""The pages of exports: things as files, and the long documents that an account asked for."""
