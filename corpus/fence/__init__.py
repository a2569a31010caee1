"""Reading a file in a process of its own, with limits: one that hangs or eats memory ends, and the service goes on."""
