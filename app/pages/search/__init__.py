"""Pages of search: results, situations, comparison, saved searches, feed."""
