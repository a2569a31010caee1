"""What a typed query means: mended, its places and programmes recognised, its words expanded, completed as one types."""
