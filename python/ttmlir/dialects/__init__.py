"""The dialects' modules: one class for each operation and enumeration, made from their definitions."""
