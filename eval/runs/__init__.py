"""Judged sets run through the searcher the API uses; answers marked, results kept."""
