"""PDF files and pictures of pages as blocks in reading order: columns, paragraphs, running heads, tables over pages."""
