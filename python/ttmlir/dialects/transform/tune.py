"""Operations of the dialect transform: choices that a tuner makes."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ... import ir as _ir
from .. import _transform_tune_extension_ops_gen as _gen
from .._ods_common import _cext
from .._transform_tune_extension_ops_gen import *
from .._transform_tune_extension_ops_gen import _Dialect


def _attribute(value: Any) -> Any:
    if isinstance(value, bool):
        return _ir.BoolAttr.get(value)
    if isinstance(value, int):
        return _ir.IntegerAttr.get(_ir.IntegerType.get_signless(64), value)
    if isinstance(value, float):
        return _ir.FloatAttr.get(_ir.F64Type.get(), value)
    if isinstance(value, str):
        return _ir.StringAttr.get(value)
    if isinstance(value, _ir.Attribute):
        return value
    raise TypeError(f"expected an option as a bool, a number, a string or an attribute, got {type(value).__name__}")


@_cext.register_operation(_Dialect, replace=True)
class KnobOp(_gen.KnobOp):
    """A parameter with a name that takes one of `options`, `selected` once it is chosen.

    Options are bools, numbers, strings or attributes, or one attribute for all; raises TypeError for others.
    """

    def __init__(
        self, result: Any, name: Any, options: Any, *, selected: Any = None, loc: Any = None, ip: Any = None
    ) -> None:
        if isinstance(options, Sequence) and not isinstance(options, (str, _ir.Attribute)):
            options = _ir.ArrayAttr.get([_attribute(option) for option in options])
        super().__init__(
            result, name, options, selected=None if selected is None else _attribute(selected), loc=loc, ip=ip
        )


def knob(result: Any, name: Any, options: Any, *, selected: Any = None, loc: Any = None, ip: Any = None) -> Any:
    """A `KnobOp` with these arguments."""
    return KnobOp(result, name, options, selected=selected, loc=loc, ip=ip)
