"""What a question asks of the figures: which measure of which place and year, and what is to be done with it."""
