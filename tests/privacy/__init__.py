"""Masking: by made-up examples, in whole documents, and as a keeper sets it."""
