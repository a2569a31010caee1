"""Public sets as they are: their files, their judgments, and other systems' runs over them."""
