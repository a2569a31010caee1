"""The pages of cases: one as a story, several side by side, and what stands out among them."""
