"""What of a text is private: numbers, addresses and names of people, found and masked letter for letter."""
