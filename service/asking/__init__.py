"""A question to its answer over the searcher: what it is about, what is reckoned or read, when it is given up."""
