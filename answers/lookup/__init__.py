"""A value looked up: the rows of a case found, read with the question, chosen from, told and cited."""
