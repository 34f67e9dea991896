"""Tensor types as Python code writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from .._element_types import DType, element_type, numpy_dtype

if TYPE_CHECKING:
    from ..ir import RankedTensorType, Value

__all__ = ["DType", "TensorLike", "element_type", "numpy_dtype", "shape_of", "tensor_type"]

# A tensor type, a value to take the type of, or (shape, dtype).
TensorLike: TypeAlias = Any


def tensor_type(description: TensorLike) -> RankedTensorType:
    """The type that a type, a value or a pair (shape, dtype) describes."""
    from ..ir import RankedTensorType, Type, Value

    if isinstance(description, Type):
        return description
    if isinstance(description, Value):
        return description.type
    if not (isinstance(description, Sequence) and not isinstance(description, str) and len(description) == 2):
        raise TypeError(f"a tensor is described by a type, a value or (shape, dtype), not by {description!r}")
    shape, dtype = description
    return RankedTensorType.get([int(size) for size in shape], element_type(dtype))


def shape_of(value: Value) -> list[int]:
    """The sizes of a value's dimensions."""
    from ..ir import RankedTensorType

    return list(RankedTensorType(value.type).shape)
