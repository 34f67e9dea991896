"""Tenon's compiler in Python: MLIR's IR, the dialects ttcore, ttir and ttnn, the pipelines, and a builder of programs."""
