"""Tests of Hangul files."""
