"""The steps that bring a database of judgments up to date."""
