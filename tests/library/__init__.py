"""Books that came from files: kept, numbered, published, handed on."""
