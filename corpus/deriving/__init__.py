"""Derived cards: what a case's text says of problem, means, money, people and results, each field with where it came from."""
