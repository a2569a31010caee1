"""What is asked of a search and what it returns: the nouns of the HTTP contract."""
