"""Tests of pages drawn."""
