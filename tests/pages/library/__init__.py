"""Tests of the library's pages and forms."""
