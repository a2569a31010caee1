"""What bounds a request: its deadline, and whether anyone still waits for it."""
