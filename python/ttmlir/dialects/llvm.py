"""The dialect llvm: LLVM's instructions, intrinsics and types."""

# ruff: noqa: F401, F403  (this module hands on what was generated)
from __future__ import annotations

from typing import Any

from .._mlir_libs._mlirDialectsLLVM import *
from ._llvm_enum_gen import *
from ._llvm_ops_gen import *
from ._llvm_ops_gen import _Dialect


def mlir_constant(value: Any, *, loc: Any = None, ip: Any = None) -> Any:
    """The constant that an attribute with a type holds."""
    return ConstantOp(value.type, value, loc=loc, ip=ip).result
