"""The dialect arith: Arithmetic on integers and floats."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

import array as _array
from typing import Any

from .. import ir as _ir
from . import _arith_ops_gen as _gen
from ._arith_enum_gen import *
from ._arith_ops_gen import *
from ._arith_ops_gen import _Dialect
from ._ods_common import _cext
from ._ods_common import get_default_loc_context as _default_context

_FLOAT_CODES = "fd"
_INTEGER_CODES = "bhilqBHILQ"


def _is_integer_like_type(type: Any) -> bool:
    """Whether `type` is an integer or an index."""
    return isinstance(type, (_ir.IntegerType, _ir.IndexType))


def _is_float_type(type: Any) -> bool:
    """Whether `type` is a float."""
    return isinstance(type, _ir.FloatType)


def _number(type: Any, value: Any) -> Any:
    """The attribute of a Python number; raises ValueError where `type` does not hold it."""
    if _is_integer_like_type(type) and isinstance(value, int):
        return _ir.IntegerAttr.get(type, int(value))
    if _is_float_type(type):
        return _ir.FloatAttr.get(type, float(value))
    raise ValueError(f"a constant of type {type} cannot be the number {value!r}")


def _elements(type: Any, values: _array.array[Any]) -> Any:
    """The attribute of an array; raises ValueError where `type` has other elements."""
    width = type.element_type.width
    if 8 * values.itemsize != width:
        raise ValueError(
            f"the array's elements have {8 * values.itemsize} bits, those of type {type} have {width} bits"
        )
    if values.typecode in _FLOAT_CODES:
        return _ir.DenseFPElementsAttr.get(values, type=type)
    if values.typecode in _INTEGER_CODES:
        return _ir.DenseIntElementsAttr.get(values, type=type)
    raise ValueError(f"the array has typecode {values.typecode!r}; one of {_INTEGER_CODES + _FLOAT_CODES} is expected")


def _attribute(type: Any, value: Any) -> Any:
    """The attribute that a constant of `type` with `value` holds."""
    if isinstance(value, _ir.Attribute):
        return value
    if isinstance(value, (int, float)):
        if isinstance(type, _ir.ShapedType):
            return _ir.DenseElementsAttr.get_splat(type, _number(type.element_type, value))
        return _number(type, value)
    if isinstance(value, _array.array):
        return _elements(type, value)
    # NumPy's arrays, and whatever else offers its memory.
    return _ir.DenseElementsAttr.get(value, type=type)


@_cext.register_operation(_Dialect, replace=True)
class ConstantOp(_gen.ConstantOp):
    """A constant.

    `ConstantOp(type, value)` takes a number, for a vector or tensor the number of all elements; an `array.array`, an
    array of NumPy, or an attribute. `ConstantOp(attribute)` takes the type from the attribute. Raises ValueError where
    the type cannot hold the value.
    """

    def __init__(self, result: Any, value: Any = None, *, loc: Any = None, ip: Any = None) -> None:
        if isinstance(value, _ir.Type):
            result, value = value, result
        attribute = result if value is None else _attribute(result, value)
        super().__init__(attribute, loc=loc, ip=ip)

    @classmethod
    def create_index(cls, value: int, *, loc: Any = None, ip: Any = None) -> ConstantOp:
        """The constant `value` of type index."""
        return cls(_ir.IndexType.get(context=_default_context(loc)), value, loc=loc, ip=ip)

    @property
    def type(self) -> Any:
        """The type of the result."""
        return self.results[0].type

    @property
    def value(self) -> Any:
        """The attribute that holds the value."""
        return self.operation.attributes["value"]

    @property
    def literal_value(self) -> int | float:
        """The Python number; raises ValueError for vectors and tensors."""
        if _is_integer_like_type(self.type) or _is_float_type(self.type):
            number: int | float = self.value.value
            return number
        raise ValueError(f"only integer and float constants have literal values, this one has type {self.type}")


def constant(result: Any, value: Any = None, *, loc: Any = None, ip: Any = None) -> Any:
    """The result of a `ConstantOp` with these arguments."""
    return ConstantOp(result, value, loc=loc, ip=ip).result
