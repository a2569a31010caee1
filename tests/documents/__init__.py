"""Files that are read: each format, and the gate before them."""
