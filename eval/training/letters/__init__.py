"""Classifiers over letters: what questions ask, what follows, what is left out, what a value is told as; learned from many writers."""
