"""Any file → blocks in reading order: one reader a format, behind one door, in a process of its own."""
