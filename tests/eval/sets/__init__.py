"""Tests of judged queries and questions on disk."""
