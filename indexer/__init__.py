"""Indexer: Korean tokens, BM25, embeddings and the index on disk."""
