"""The search page, and the answer on it."""
