"""Tests of the arms of the search."""
