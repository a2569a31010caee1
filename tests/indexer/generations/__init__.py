"""Tests of how an index is built, kept and loaded."""
