"""Files of other formats read: each reader by itself, with files that the tests make."""
