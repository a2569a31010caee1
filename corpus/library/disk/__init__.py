"""Files and folders of the library as they lie on the disk: written whole or not at all, compared before they are read."""
