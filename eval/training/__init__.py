"""What is learned: the adapter, what chooses answers, and the levels of confidence."""
