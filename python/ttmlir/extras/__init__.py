"""Short ways to say what `ttmlir.ir` says in full: types, and operations whose bodies are Python functions."""
