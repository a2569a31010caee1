"""Tests of the embedding model and of the reader: their files, and what they make of texts."""
