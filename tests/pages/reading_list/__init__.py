"""Tests of the reading list and its files."""
