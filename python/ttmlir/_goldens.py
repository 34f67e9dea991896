"""Goldens: what the results of a program should be, to be kept in its Binary."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import SupportsIndex

from .dialects._ttcore_enum_gen import DataType

# Bytes of an element. Block formats have no elements of their own.
_ITEM_SIZES = {
    DataType.Float32: 4,
    DataType.Float16: 2,
    DataType.BFloat16: 2,
    DataType.UInt32: 4,
    DataType.UInt16: 2,
    DataType.UInt8: 1,
    DataType.Int32: 4,
    DataType.Bool: 1,
}


def lookup_dtype(name: str) -> DataType:
    """The data type of that name: "Float32", "BFloat16", "Int32", ...

    Raises:
        ValueError: there is none of that name; the message lists those that there are.
    """
    try:
        return DataType[name]
    except KeyError:
        raise ValueError(f"there is no data type '{name}'; there are: {', '.join(DataType.__members__)}") from None


@dataclass(frozen=True, init=False)
class GoldenTensor:
    """What a result should be: a dense tensor.

    Attributes:
        name: any text.
        shape: sizes of the dimensions.
        strides: elements between neighbours along each dimension.
        dtype: type of the elements; no block format.
        data: the elements' bytes, in memory's order.
    """

    name: str
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    dtype: DataType
    data: bytes

    def __init__(
        self,
        name: str,
        shape: Iterable[SupportsIndex],
        strides: Iterable[SupportsIndex],
        dtype: DataType,
        data: bytes | bytearray | memoryview | Sequence[int] | int,
        data_size: int | None = None,
    ) -> None:
        """Copies the data, which is bytes, a list of their numbers, or the address of `data_size` bytes.

        Raises:
            ValueError: shape, strides and data contradict each other, or the host has no such elements.
        """
        sizes, steps = tuple(map(int, shape)), tuple(map(int, strides))
        dtype = DataType(dtype)
        if dtype not in _ITEM_SIZES:
            raise ValueError(f"golden '{name}': {dtype.name} elements have no form on the host")
        if any(size < 0 for size in sizes) or len(sizes) != len(steps):
            raise ValueError(f"golden '{name}': shape {list(sizes)} and strides {list(steps)} fit no tensor")
        contents = _bytes_of(data, data_size)
        expected = math.prod(sizes) * _ITEM_SIZES[dtype]
        if len(contents) != expected:
            raise ValueError(
                f"golden '{name}': {len(contents)} bytes of data, but a tensor of shape {list(sizes)} and "
                f"{dtype.name} elements has {expected}"
            )
        for field, value in zip(self.__dataclass_fields__, (name, sizes, steps, dtype, contents), strict=True):
            object.__setattr__(self, field, value)


def _bytes_of(data: bytes | bytearray | memoryview | Sequence[int] | int, size: int | None) -> bytes:
    if isinstance(data, int):
        if size is None or size < 0 or (data == 0 and size != 0):
            raise ValueError("an address of golden data needs the number of bytes there")
        return ctypes.string_at(data, size)
    if size is not None and size != len(bytes(data)):
        raise ValueError(f"{len(bytes(data))} bytes of golden data, not {size}")
    return bytes(data)


GoldenMap = Mapping[str, Mapping[int, GoldenTensor] | GoldenTensor]


def flatten(golden_map: GoldenMap) -> Iterator[tuple[str, int, GoldenTensor]]:
    """All goldens, with location and device; one that stands alone is that of device 0."""
    for location, goldens in golden_map.items():
        if isinstance(goldens, GoldenTensor):
            goldens = {0: goldens}
        if not isinstance(location, str) or not isinstance(goldens, Mapping):
            raise TypeError("a golden map goes from locations (str) to maps from devices (int) to GoldenTensors")
        for device, golden in goldens.items():
            if not isinstance(golden, GoldenTensor):
                raise TypeError(f"the golden for '{location}' is no GoldenTensor but {type(golden).__name__}")
            if not 0 <= device < 1 << 32:
                raise ValueError(f"the golden for '{location}' names device {device}")
            yield location, device, golden
