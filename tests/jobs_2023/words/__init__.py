"""What is typed of the 29 cases, and what a query names of them."""
