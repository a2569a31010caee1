"""Tests of the maps of cases."""
