"""Attributes from Python values, one converter for each kind of attribute that ops have.

A converter takes the value and returns the attribute, in the current context. It raises TypeError or ValueError with
what was expected; the caller adds the names of the op and the attribute.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import ir

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Converter = Callable[[Any], ir.Attribute]

# Constants up to this many elements are written into the IR, where the compiler's folders see them; larger ones stay in
# the array's own memory.
_INLINE_ELEMENTS = 16


def opaque(value: Any) -> ir.Attribute:
    """An attribute, or the text of one."""
    if isinstance(value, str):
        return ir.Attribute.parse(value)
    if isinstance(value, ir.Attribute):
        return value
    raise TypeError(f"expected an attribute or its text, not {value!r}")


def boolean(value: Any) -> ir.Attribute:
    """True or False."""
    if isinstance(value, (bool, np.bool_)):
        return ir.BoolAttr.get(bool(value))
    raise TypeError(f"expected True or False, not {value!r}")


def string(value: Any) -> ir.Attribute:
    """A string."""
    if isinstance(value, str):
        return ir.StringAttr.get(value)
    raise TypeError(f"expected a string, not {value!r}")


def f32(value: Any) -> ir.Attribute:
    """A number as f32."""
    return ir.FloatAttr.get(ir.F32Type.get(), _real(value))


def _real(value: Any) -> float:
    if isinstance(value, (bool, np.bool_, str)):
        raise TypeError(f"expected a number, not {value!r}")
    try:
        return float(value)
    except (TypeError, ValueError):
        raise TypeError(f"expected a number, not {value!r}") from None


def _integer(value: Any, bits: int, signed: bool = True) -> int:
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"expected an integer, not {value!r}") from None
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    if not low <= number <= high:
        raise ValueError(f"{number} is out of range: {low} to {high}")
    return number


def _integer_converter(spelling: str, bits: int, signed: bool) -> Converter:
    def convert(value: Any) -> ir.Attribute:
        return ir.IntegerAttr.get(ir.Type.parse(spelling), _integer(value, bits, signed))

    return convert


i32 = _integer_converter("i32", 32, True)
i64 = _integer_converter("i64", 64, True)
si8 = _integer_converter("si8", 8, True)
si32 = _integer_converter("si32", 32, True)
si64 = _integer_converter("si64", 64, True)
ui32 = _integer_converter("ui32", 32, False)


def _integers(value: Any, bits: int) -> list[int]:
    if isinstance(value, str) or not isinstance(value, (Sequence, np.ndarray)):
        raise TypeError(f"expected a list of integers, not {value!r}")
    return [_integer(item, bits) for item in value]


def i32_array(value: Any) -> ir.Attribute:
    """[1, 2]: an array of i32 attributes; a single integer is an array of one."""
    items = [value] if isinstance(value, (int, np.integer)) else value
    return ir.ArrayAttr.get([i32(item) for item in _integers(items, 32)])


def dense_i32(value: Any) -> ir.Attribute:
    """A list of integers as a dense array of i32."""
    return ir.DenseI32ArrayAttr.get(_integers(value, 32))


def dense_i64(value: Any) -> ir.Attribute:
    """A list of integers as a dense array of i64."""
    return ir.DenseI64ArrayAttr.get(_integers(value, 64))


def shape(value: Any) -> ir.Attribute:
    """The sizes of a tensor's dimensions as #ttnn.shape."""
    if isinstance(value, ir.Attribute):
        return value
    return ir.Attribute.parse(f"#ttnn.shape<{'x'.join(map(str, _integers(value, 64)))}>")


def i32_or_dense(value: Any) -> ir.Attribute:
    """One integer as i32, or a list as a dense array."""
    return dense_i32(value) if isinstance(value, (Sequence, np.ndarray)) else i32(value)


def si32_or_dense(value: Any) -> ir.Attribute:
    """One integer as si32, or a list as a dense array."""
    return dense_i32(value) if isinstance(value, (Sequence, np.ndarray)) else si32(value)


def number(value: Any) -> ir.Attribute:
    """A float or an integer, as it is given."""
    return i32(value) if isinstance(value, (int, np.integer)) and not isinstance(value, bool) else f32(value)


def enumerator(name: str) -> Converter:
    """Make a converter of keywords, such as "sum" to #ttcore.reduce_type<sum> for the name "ttcore.reduce_type"."""

    def convert(value: Any) -> ir.Attribute:
        if isinstance(value, ir.Attribute):
            return value
        if not isinstance(value, str):
            raise TypeError(f"expected the keyword of a {name}, not {value!r}")
        try:
            return ir.Attribute.parse(f"#{name}<{value}>")
        except ir.MLIRError as error:
            raise ValueError(f"'{value}' is no {name}: {error}") from None

    return convert


def i64_elements(value: ArrayLike) -> ir.Attribute:
    """A small table of integers."""
    array = np.ascontiguousarray(value, np.int64)
    return ir.DenseElementsAttr.get(array, type=ir.RankedTensorType.get(array.shape, ir.IntegerType.get_signless(64)))


_ELEMENT_TYPES = {
    "float32": "f32", "float16": "f16", "bfloat16": "bf16", "float64": "f64", "int32": "si32", "int64": "si64",
    "uint32": "ui32", "uint16": "ui16", "uint8": "ui8", "bool": "i1",
}  # fmt: skip


def elements(value: Any) -> ir.Attribute:
    """A constant tensor from an array. A large array is not copied: it must not change afterwards."""
    if isinstance(value, ir.Attribute):
        return value
    array = np.asarray(value)
    spelling = _ELEMENT_TYPES.get(array.dtype.name)
    if spelling is None:
        raise TypeError(
            f"tensors of programs have no {array.dtype.name}; convert the array to one of {', '.join(_ELEMENT_TYPES)}"
        )
    array = np.asarray(array, order="C", dtype=array.dtype.newbyteorder("="))
    element = ir.Type.parse(spelling)
    tensor = ir.RankedTensorType.get(list(array.shape), element)
    if array.size <= _INLINE_ELEMENTS or spelling == "i1":
        return _inline(array, tensor, spelling)
    name = f"constant_{'x'.join(map(str, array.shape))}x{spelling}"
    return ir.DenseResourceElementsAttr.get_from_buffer(
        np.frombuffer(array.view(np.uint8), np.uint8), name, tensor, alignment=_alignment(array)
    )


def _alignment(array: np.ndarray[Any, Any]) -> int:
    """The largest power of two up to 64 that the array's address is a multiple of."""
    address = array.ctypes.data
    return min(64, address & -address) if address else 64


def _inline(array: np.ndarray[Any, Any], tensor: ir.Type, spelling: str) -> ir.Attribute:
    """The constant written out. Floats go through their bits, so that every value, NaN included, arrives unchanged."""
    if spelling == "i1":
        flat = ["true" if item else "false" for item in array.reshape(-1).tolist()]
    elif spelling in ("f32", "f16", "bf16", "f64"):
        bits = array.reshape(-1).view(f"u{array.dtype.itemsize}")
        flat = [f"0x{item:0{2 * array.dtype.itemsize}X}" for item in bits.tolist()]
    else:
        flat = [str(item) for item in array.reshape(-1).tolist()]
    if not flat:
        return ir.Attribute.parse(f"dense<> : {tensor}")
    return ir.Attribute.parse(f"dense<{_nested(flat, array.shape)}> : {tensor}")


def _nested(flat: list[str], shape: tuple[int, ...]) -> str:
    if not shape:
        return flat[0]
    step = len(flat) // shape[0]
    return "[" + ", ".join(_nested(flat[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0])) + "]"
