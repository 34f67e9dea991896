"""MLIR's pass manager: pipelines from text, run on operations."""

# ruff: noqa: F401, F403  (this module only hands on)
from . import ir as _ir  # MLIRError, which a failing pass raises, lives there
from ._mlir_libs._mlir.passmanager import *
