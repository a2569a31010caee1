"""Tests of a language model's answers: what it is sent, and what of its text is believed."""
