"""Korean text to terms: morphemes, and Hangul as it is typed."""
