"""Tests of headings, and of documents split into cases; with made-up casebooks of many makes."""
