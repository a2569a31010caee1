"""Evaluation: runs through the searcher the API uses, and the measures over them."""
