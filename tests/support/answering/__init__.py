"""Questions, answers and judgments that are made up, and a language model's server that gives some."""
