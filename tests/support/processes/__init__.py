"""Programs of their own: builds that are killed, parsers that hang, file systems that fail."""
