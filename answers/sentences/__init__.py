"""Why, how and what it is, answered in the source's own sentences, where these are sufficient."""
