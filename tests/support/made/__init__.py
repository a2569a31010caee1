"""Made-up books, cases, documents and texts, and the files that hold them."""
