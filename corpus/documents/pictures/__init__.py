"""A page of a file as it looks: drawn, with the cited place marked and what is private blacked out."""
