"""The books that are served: the one that is embedded, and those of a library's folder."""
