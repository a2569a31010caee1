"""What a part of the ranking is worth: levers moved, weights varied, results compared."""
