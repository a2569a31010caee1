"""Tests of the rows that questions are answered from."""
