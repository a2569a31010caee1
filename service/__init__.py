"""Service: the search engine, its HTTP API, its pages and its console script."""
