"""A table's cells as a grid: what stands in which row and column, and the heads over and left of every value."""
