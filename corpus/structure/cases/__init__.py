"""The cases of a document: where they may begin, which of it is the most regular, and what each is called."""
