"""Sets of judged queries and questions, read and written."""
