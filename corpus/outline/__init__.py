"""A book's text to its headings, tables and passages, each tied to its lines."""
