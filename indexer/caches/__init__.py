"""What was computed of a text once and need not be again: its vector and its tokens, kept beside the index."""
