"""Tests of reports, tables and rows."""
