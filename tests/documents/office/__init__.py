"""Tests of word processors' files, Markdown and HTML."""
