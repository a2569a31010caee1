"""The same programme in books of several years: found, its figures by year, unlinked."""
