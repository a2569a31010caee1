"""The index on disk: built beside, described by its manifest, switched in one step."""
