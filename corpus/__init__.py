"""Corpus: the cards and the casebook, typed, and the passages cut from them."""
