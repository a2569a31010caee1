"""A language model writes of a book's cases, on a leash: what it is shown of a case, and what of its reply the case bears out."""
