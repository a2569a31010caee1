"""Derived cards beside the cards that people wrote of the same cases: what is learned from these, and how near it comes."""
