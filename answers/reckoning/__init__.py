"""Questions reckoned from the cards' figures and budgets: look-ups, changes, ranks, counts, sums and means, with their working."""
