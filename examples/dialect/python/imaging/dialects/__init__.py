"""The modules of dialects, each named as its dialect."""
