"""The dialect llvm: LLVM's instructions, intrinsics and types."""

# ruff: noqa: F401, F403  (this module hands on what was generated)
from __future__ import annotations

from typing import Any

from .. import ir as _ir
from .._attribute_builders import register_attribute_builder as _register_attribute_builder
from .._mlir_libs._mlirDialectsLLVM import *
from . import _llvm_ops_gen as _gen
from ._llvm_enum_gen import *
from ._llvm_ops_gen import *
from ._llvm_ops_gen import _Dialect

# Attributes that hold one enumerator each: their kinds, and how they are written.
_HOLDERS = {
    "CConv": "cconv",
    "FramePointerKindAttr": "framePointerKind",
    "Linkage": "linkage",
    "TailCallKind": "tailcallkind",
    "UWTableKindAttr": "uwtableKind",
}


def _register_holder(kind: str, mnemonic: str) -> None:
    def build(enumerator: Any, context: Any = None) -> Any:
        return _ir.Attribute.parse(f'#llvm.{mnemonic}<"{enumerator}">', context=context)

    _register_attribute_builder(kind)(build)


for _kind, _mnemonic in _HOLDERS.items():
    _register_holder(_kind, _mnemonic)


@_register_attribute_builder("ValidRoundingModeAttr")
def _rounding_mode(mode: Any, context: Any = None) -> Any:
    return _ir.AttrBuilder.get("RoundingModeAttr")(mode, context=context)


def mlir_constant(value: Any, *, loc: Any = None, ip: Any = None) -> Any:
    """The constant that an attribute with a type holds."""
    return _gen.ConstantOp(value.type, value, loc=loc, ip=ip).result
