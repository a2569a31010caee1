"""The ways a passage is found: words, pairs of letters, vectors."""
