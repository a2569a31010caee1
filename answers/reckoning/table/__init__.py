"""The figures of the cases as a table: their names, kinds, numbers, places and remarks, and how they are told."""
