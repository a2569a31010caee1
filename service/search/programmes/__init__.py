"""The same programme in books of other years: which cases tell of one thing, and how its figures went on."""
