"""A pasted draft of a plan beside the cases: which resemble it, in what, and what they did that it lacks."""
