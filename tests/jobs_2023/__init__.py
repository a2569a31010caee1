"""What only the 29 cases of the embedded book can show: its cards, its text, its words and figures, and the service over them."""
