"""What heads the parts of a document: marks, headings and their levels, and the contents pages that tell of them."""
