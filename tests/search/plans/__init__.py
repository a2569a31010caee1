"""Drafts of plans: their parts, and what they share with cases and lack."""
