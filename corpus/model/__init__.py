"""What a book holds, as typed nouns: cases, sections, figures, passages, and the entries of vocabularies. No logic."""
