"""How well a book was read and is found: its tables and lines, and queries made from what it says, run through the served search."""
