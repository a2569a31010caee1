"""Judged sets run through the engine the API uses; answers marked, results kept."""
