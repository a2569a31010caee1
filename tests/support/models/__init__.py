"""What stands for models and analysers, and Kiwi loaded once."""
