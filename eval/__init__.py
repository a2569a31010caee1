"""Evaluation: runs through the engine the API uses, and the measures over them."""
