"""Ranked passages as a reader sees them: evidence, highlights, reasons."""
