"""HWP, HWPX and HWPML files: what stands in them, and on which page of the layout."""
