"""Judgments in a database, and what the database was before."""
