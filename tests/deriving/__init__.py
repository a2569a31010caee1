"""Tests of cards that are derived of cases, and of what a language model writes into them."""
