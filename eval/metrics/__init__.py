"""What a ranking or an answer is worth: values per query, means, intervals."""
