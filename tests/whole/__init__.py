"""Tests of the whole: the house's rules, what was frozen, the program as its users run it."""
