"""What is known of the domain's words: regions of Korea, the words for facets, the thesaurus. Data files and their loaders."""
