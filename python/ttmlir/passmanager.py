"""MLIR's pass manager: pipelines from text, run on operations."""

from ._mlir_libs._mlir.passmanager import *
from . import ir as _ir  # MLIRError, which a failing pass raises, lives there
