"""A query to ranked cases with their evidence. Knows no web."""
