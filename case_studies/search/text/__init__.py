"""From text to the words that are indexed: scripts, folding, analysis, thesaurus."""
