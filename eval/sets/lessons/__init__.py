"""What models learn from and nothing is measured on but by writer: intents, follow-ups, marked values, spans that answer."""
