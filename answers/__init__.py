"""From a question and ranked evidence to an answer with citations, or an honest no. Knows no HTTP and no index."""
