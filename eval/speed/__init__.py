"""Speed and size of the running service."""
