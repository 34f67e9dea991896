"""Arrays for constants, in the element types that programs have."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import ir
from .types import DType, numpy_dtype


def constant_value(name: str, value: Any, dtype: DType | None) -> Any:
    """An attribute as it is, anything else as an array: Python's floats become f32 and its integers si32.

    Raises ValueError for integers that the element type cannot hold, in the name of the op.
    """
    if dtype is not None or not isinstance(value, (ir.Attribute, np.ndarray, np.generic)):
        return _constant_array(name, np.asarray(value), dtype)
    return value


def _constant_array(name: str, array: np.ndarray[Any, Any], dtype: DType | None) -> np.ndarray[Any, Any]:
    if dtype is None and array.dtype.kind == "O":
        raise ValueError(f"{name}: this is no number, or an integer of more than 64 bits")
    wanted = numpy_dtype(
        {"f": "f32", "i": "si32", "u": "si32"}.get(array.dtype.kind, array.dtype) if dtype is None else dtype
    )
    if wanted.kind in "iu" and array.dtype.kind in "iu" and array.size:
        limits = np.iinfo(wanted)
        for number in (int(array.min()), int(array.max())):
            if not limits.min <= number <= limits.max:
                raise ValueError(f"{name}: {number} is out of range of {wanted.name}: {limits.min} to {limits.max}")
    return array.astype(wanted)
