"""Drawings of what the cases cover: facets crossed, and the map by meaning."""
