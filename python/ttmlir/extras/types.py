"""Short names of types: `types.f32()`, `types.tensor(2, 3, types.f32())`. A context must be current.

Usually imported as `from ttmlir.extras import types as T`.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from typing import Any

from .. import ir


def i(width: int) -> Any:
    """The signless integer of so many bits."""
    return ir.IntegerType.get_signless(width)


def si(width: int) -> Any:
    """The signed integer of so many bits."""
    return ir.IntegerType.get_signed(width)


def ui(width: int) -> Any:
    """The unsigned integer of so many bits."""
    return ir.IntegerType.get_unsigned(width)


def _without_parameters(make: Callable[[], Any], what: str) -> Callable[[], Any]:
    def get() -> Any:
        return make()

    get.__doc__ = f"The type {what}."
    return get


def _integer(make: Callable[[int], Any], width: int, what: str) -> Callable[[], Any]:
    return _without_parameters(lambda: make(width), what)


bool = _integer(i, 1, "i1")
i8, i16, i32, i64 = (_integer(i, width, f"i{width}") for width in (8, 16, 32, 64))
si8, si16, si32, si64 = (_integer(si, width, f"si{width}") for width in (8, 16, 32, 64))
ui8, ui16, ui32, ui64 = (_integer(ui, width, f"ui{width}") for width in (8, 16, 32, 64))

index = _without_parameters(lambda: ir.IndexType.get(), "index")
none = _without_parameters(lambda: ir.NoneType.get(), "none")

# Names here and the classes in `ir`.
_FLOATS = {
    "f16": "F16Type",
    "f32": "F32Type",
    "f64": "F64Type",
    "bf16": "BF16Type",
    "tf32": "FloatTF32Type",
    "f8E5M2": "Float8E5M2Type",
    "f8E5M2FNUZ": "Float8E5M2FNUZType",
    "f8E4M3": "Float8E4M3Type",
    "f8E4M3FN": "Float8E4M3FNType",
    "f8E4M3FNUZ": "Float8E4M3FNUZType",
    "f8E4M3B11FNUZ": "Float8E4M3B11FNUZType",
    "f8E3M4": "Float8E3M4Type",
    "f8E8M0FNU": "Float8E8M0FNUType",
    "f6E2M3FN": "Float6E2M3FNType",
    "f6E3M2FN": "Float6E3M2FNType",
    "f4E2M1FN": "Float4E2M1FNType",
}
for _name, _class in _FLOATS.items():
    if hasattr(ir, _class):
        globals()[_name] = _without_parameters(getattr(ir, _class).get, _name)


def complex(type: Any) -> Any:
    """The complex number of two parts of `type`."""
    return ir.ComplexType.get(type)


def opaque(dialect_namespace: str, type_data: str) -> Any:
    """A type of a dialect that need not be known, by its text."""
    return ir.OpaqueType.get(dialect_namespace, type_data)


def tuple(*elements: Any) -> Any:
    """The tuple of these types."""
    return ir.TupleType.get_tuple(list(elements))


def function(*, inputs: Sequence[Any], results: Sequence[Any]) -> Any:
    """The type of a function."""
    return ir.FunctionType.get(inputs, results)


def _shape_and_element(shape: Sequence[Any], element_type: Any) -> builtins.tuple[list[int], Any]:
    """Splits `(2, 3, f32)`; raises ValueError unless the element type is given exactly once."""
    last_is_type = len(shape) > 0 and isinstance(shape[-1], ir.Type)
    if last_is_type == (element_type is not None):
        raise ValueError("expected the element type either as the last argument or as element_type=")
    return (list(shape[:-1]), shape[-1]) if last_is_type else (list(shape), element_type)


def vector(
    *shape: Any,
    element_type: Any = None,
    scalable: Sequence[builtins.bool] | None = None,
    scalable_dims: Sequence[int] | None = None,
) -> Any:
    """The vector of a shape, `vector(4, 8, f32)`; raises ValueError where the element type is not given once."""
    sizes, element = _shape_and_element(shape, element_type)
    return ir.VectorType.get(sizes, element, scalable=scalable, scalable_dims=scalable_dims)


def tensor(*shape: Any, element_type: Any = None, encoding: Any = None) -> Any:
    """The tensor of a shape, `tensor(2, 3, f32)`, or without a rank, `tensor(f32)`.

    Raises ValueError where the element type is not given once, or an encoding to a tensor without a rank.
    """
    sizes, element = _shape_and_element(shape, element_type)
    if isinstance(encoding, str):
        encoding = ir.StringAttr.get(encoding)
    if not sizes:
        if encoding is not None:
            raise ValueError("a tensor without a rank has no encoding")
        return ir.UnrankedTensorType.get(element)
    return ir.RankedTensorType.get(sizes, element, encoding)


def memref(*shape: Any, element_type: Any = None, memory_space: Any = None, layout: Any = None) -> Any:
    """The buffer of a shape, `memref(2, 3, f32)`, or without a rank, `memref(f32)`.

    `memory_space` is an attribute or a number. Raises ValueError where the element type is not given once, or a layout
    to a buffer without a rank.
    """
    sizes, element = _shape_and_element(shape, element_type)
    if isinstance(memory_space, int):
        memory_space = ir.IntegerAttr.get(i64(), memory_space)
    if not sizes:
        if layout is not None:
            raise ValueError("a buffer without a rank has no layout")
        return ir.UnrankedMemRefType.get(element, memory_space)
    return ir.MemRefType.get(sizes, element, layout, memory_space)
