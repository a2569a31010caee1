"""How the project's code is read, which tests run, and how work is counted."""
