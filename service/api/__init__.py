"""The HTTP API: routes, shapes, limits, and errors in one shape."""
