"""A case in the hands of who looks after it: its card, why each field holds what it does, its text and facts, its place in the book."""
