"""What Korean wording says around a value: dates, clauses, the noun phrase it is of, and whether it was meant or reached."""
