"""What is done to a book as a whole and beyond its record: masked anew, and removed with every trace."""
