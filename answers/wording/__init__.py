"""Answers in the words of a language model, on a leash: what it is shown, and what of its text stands up to what it cites."""
