"""What is known of the domain's words: regions of Korea, the values of facets, the thesaurus. Data files and their loaders."""
