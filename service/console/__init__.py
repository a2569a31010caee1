"""The console script `saerye` and its commands."""
