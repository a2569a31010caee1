"""What some see of a generation and others do not: an index of its own for each set of books that is seen."""
