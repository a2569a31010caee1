"""Tests of the search page and of answers on it."""
