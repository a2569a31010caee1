"""What keeps a process alive: settings, the index in service, its upkeep, metrics, the language model, the terminal."""
