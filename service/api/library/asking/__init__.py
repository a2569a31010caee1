"""What the library's routes share: who asks, what is asked and told, and files on their way in."""
