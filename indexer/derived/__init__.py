"""What needs every passage at once, worked out once a build and kept: cases that are alike, themes, the map by meaning."""
