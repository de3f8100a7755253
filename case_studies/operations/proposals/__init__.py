"""Study proposals: writing one, delivering the study, finding them."""
