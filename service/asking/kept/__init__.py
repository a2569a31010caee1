"""Answers kept at addresses of their own: as they were found that day, and what of them may be shown now."""
