"""Scores to an order of cases; which cases are alike, and what all of them are about."""
