"""MLIR's rewriting: patterns written in Python or in the dialect pdl, and applying them."""

# ruff: noqa: F401, F403  (this module only hands on)
from . import ir as _ir  # MLIRError, which rewriting raises, lives there
from ._mlir_libs._mlir.rewrite import *
