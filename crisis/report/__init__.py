"""The log on paper and as a file: what leaves the building."""
