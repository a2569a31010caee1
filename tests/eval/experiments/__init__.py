"""Tests of results compared, taken apart and moved by one lever at a time."""
