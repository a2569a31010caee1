"""Facts: every value that a book states, as one frozen row each with its place; from tables, prose, the record's fields and cards."""
