"""numpy arrays to and from the card's memory: plain, and as tiles of 32x32 elements."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from ..runtime._ttmlir_runtime.card import Buffer, Chip, _tilize, _untilize
from ._tiles import require


def _element_type(data_format: str) -> np.dtype[Any]:
    """The dtype of a matrix whose tiles have a format: the formats of block floating point are f32 outside of tiles."""
    if data_format == "bf16":
        import ml_dtypes  # imported only where bf16 is met: it costs 10 ms

        bfloat16: np.dtype[Any] = np.dtype(ml_dtypes.bfloat16)
        return bfloat16
    names = {"f32": "f4", "f16": "f2", "u32": "u4", "u16": "u2", "u8": "u1", "si32": "i4", "i1": "u1", "bool": "u1"}
    return np.dtype(names.get(data_format, "f4"))


def read_array(
    chip: Chip, buffer: Buffer, dtype: npt.DTypeLike, shape: int | tuple[int, ...] | None = None, offset: int = 0
) -> npt.NDArray[Any]:
    """A copy of a buffer as an array of a numpy dtype, from `offset` bytes behind its begin on.

    All of it in one dimension, or as much as `shape` takes. Raises ValueError where the buffer holds less, or no whole
    number of elements, and for a shape with negative dimensions.
    """
    require("chip", chip, Chip, "a Chip")
    element = np.dtype(dtype)
    if element.hasobject:
        raise ValueError(f"dtype is {element}; expected one whose elements are bytes, not Python objects")
    if shape is None:
        data = chip.read(buffer, None, offset)
        if len(data) % element.itemsize:
            raise ValueError(f"{len(data)} bytes are no whole number of {element}, which has {element.itemsize}")
        return np.frombuffer(bytearray(data), element)
    dimensions = _dimensions(shape)
    size = math.prod(dimensions) * element.itemsize
    return np.frombuffer(bytearray(chip.read(buffer, size, offset)), element).reshape(dimensions)


def _dimensions(shape: int | tuple[int, ...]) -> tuple[int, ...]:
    try:
        dimensions = tuple(operator.index(each) for each in (shape if isinstance(shape, Iterable) else (shape,)))
    except TypeError:
        raise TypeError(f"shape is {shape!r}; expected an int or a tuple of ints, or None") from None
    if any(each < 0 for each in dimensions):
        raise ValueError(f"shape is {shape!r}; expected dimensions that are not negative")
    return dimensions


def matrix_to_tiles(matrix: npt.ArrayLike, data_format: str = "f32") -> bytes:
    """A matrix (rows, columns) as tiles in row-major order, edges filled with zeros; as circular buffers hold them.

    The matrix is converted to the format, one of those of tile_bytes. Raises ValueError for anything but two
    dimensions.
    """
    array = np.ascontiguousarray(matrix, dtype=_element_type(data_format))
    if array.ndim != 2:
        raise ValueError(f"the array has {array.ndim} dimensions; tiles are made of matrices: reshape it to two")
    return _tilize(array.view(np.uint8), array.shape[0], array.shape[1], data_format)


def matrix_from_tiles(tiles: bytes, rows: int, columns: int, data_format: str = "f32") -> npt.NDArray[Any]:
    """The matrix (rows, columns) that tiles in row-major order hold, in the dtype of the format (f32 for block formats).

    Raises ValueError for the wrong number of bytes.
    """
    element = _element_type(data_format)
    flat = np.frombuffer(bytearray(_untilize(tiles, rows, columns, data_format, element.itemsize)), element)
    return flat.reshape(rows, columns)
