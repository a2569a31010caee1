"""Tests of runs: questions asked, what came of them marked, and their files."""
