"""Service: search over cases, its HTTP API, its pages and its console script."""
