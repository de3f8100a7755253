"""Full-text search: what one audience may read, found in six languages. The only importer of whoosh."""
