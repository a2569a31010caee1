"""Tests: one file per module, named after it; `flow` marks those that load the real embedding model."""
