"""Tests of what a query names, how it is mended and completed."""
