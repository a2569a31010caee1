"""Tests of what is taught, and of levels chosen."""
