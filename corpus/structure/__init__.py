"""Blocks as a reader gives them → a document: furniture aside, headings and their paths, contents, and the cases."""
