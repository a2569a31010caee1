"""The seam: whatever answers `candidates` may search, here on one machine or elsewhere on many."""
