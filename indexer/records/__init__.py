"""Texts and records by id: what is read of the few passages, cases and rows that are shown or answered from."""
