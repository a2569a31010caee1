"""Cases → the rows that questions are answered from: a cell with its heads, a sentence under its heading, a figure, a field."""
