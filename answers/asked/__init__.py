"""A question in words → what it asks: the kind of answer, years, roles, quantities, and the words that tell what about."""
