"""The embedding model: how it is prepared, checked and asked for vectors."""
