"""Tests of values looked up in rows."""
