"""Generators over the dialects' TableGen records: what is repetition of a definition is made here, never by hand."""
