"""Tests of Hangul, letters and tokens."""
