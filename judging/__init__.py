"""The judging workbench: queries and pools, people's grades, how far they agree, and what they say of configurations."""
