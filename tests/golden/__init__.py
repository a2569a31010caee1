"""What the service gave before the house was rebuilt, frozen, so that moving its rooms can be proved to change nothing."""
