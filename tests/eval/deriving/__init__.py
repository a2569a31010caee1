"""Tests of how derived cards are measured and learned."""
