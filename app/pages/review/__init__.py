"""Pages of a review round: assignments, the review form, responses, conflicts of interest."""
