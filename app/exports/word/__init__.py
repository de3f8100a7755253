"""Word files in the styles that Word has, for those who take a text over into their own."""
