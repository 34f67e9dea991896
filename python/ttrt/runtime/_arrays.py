"""Tensors to and from numpy, without a copy where the memory allows it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ._ttmlir_runtime import runtime as _runtime
from ._ttmlir_runtime.runtime import DataType, Tensor


def _bfloat16() -> np.dtype[Any]:
    import ml_dtypes  # imported only where bf16 is met: it costs 10 ms

    dtype: np.dtype[Any] = np.dtype(ml_dtypes.bfloat16)
    return dtype


_TO_NUMPY: dict[DataType, np.dtype[Any]] = {
    DataType.Float32: np.dtype(np.float32),
    DataType.Float16: np.dtype(np.float16),
    DataType.UInt32: np.dtype(np.uint32),
    DataType.UInt16: np.dtype(np.uint16),
    DataType.UInt8: np.dtype(np.uint8),
    DataType.Int32: np.dtype(np.int32),
    DataType.Bool: np.dtype(np.bool_),
}
_FROM_NUMPY = {dtype: data_type for data_type, dtype in _TO_NUMPY.items()}


def dtype_to_numpy(data_type: DataType) -> np.dtype[Any]:
    """The numpy dtype of a runtime dtype (ml_dtypes.bfloat16 for BFloat16).

    Raises TypeError for block formats, which numpy does not have.
    """
    if data_type == DataType.BFloat16:
        return _bfloat16()
    try:
        return _TO_NUMPY[data_type]
    except KeyError:
        raise TypeError(f"{data_type.name} has no numpy dtype") from None


def dtype_from_numpy(dtype: npt.DTypeLike) -> DataType:
    """The runtime dtype of a numpy dtype.

    Raises TypeError for dtypes that programs do not have, such as float64 and int64: convert the array first.
    """
    wanted = np.dtype(dtype)
    if wanted.name == "bfloat16":
        return DataType.BFloat16
    try:
        return _FROM_NUMPY[wanted]
    except KeyError:
        names = ", ".join(sorted([*(known.name for known in _FROM_NUMPY), "bfloat16"]))
        raise TypeError(f"programs have no {wanted.name}; convert the array to one of {names}") from None


def from_numpy(array: npt.ArrayLike, copy: bool | None = None) -> Tensor:
    """A tensor with the array's contents.

    The tensor shares the array's memory and keeps it alive where the array is dense, row-major and aligned; then call
    `tensor.mark_changed()` after writing to the array if the tensor is a parameter of a program. Otherwise it is a
    copy. `copy=True` always copies, `copy=False` raises ValueError where sharing is impossible.

    Raises TypeError for dtypes that programs do not have.
    """
    source = np.asarray(array)
    data_type = dtype_from_numpy(source.dtype.newbyteorder("="))
    dense = source.dtype.isnative and source.flags.c_contiguous and source.flags.aligned
    if copy is False and not dense:
        raise ValueError("the array is not dense and row-major, so its memory cannot be shared")
    if copy or not dense:
        source = np.array(source, dtype=source.dtype.newbyteorder("="), order="C", copy=True)
    return _runtime._borrow_array(source, source.ctypes.data, list(source.shape), data_type, not source.flags.writeable)


def to_numpy(tensor: Tensor, writable: bool = False) -> npt.NDArray[Any]:
    """The tensor's memory as an array, without a copy; read-only unless `writable`.

    An array made from a tensor that a debug callback received shows what later ops write there: copy it to keep it.
    Raises RuntimeError when the tensor is deallocated or its callback has returned.
    """
    array: npt.NDArray[Any] = tensor._array(writable)
    if tensor.get_dtype() == DataType.BFloat16:
        return array.view(_bfloat16())
    return array


def _array_protocol(self: Tensor, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> npt.NDArray[Any]:
    array = to_numpy(self)
    if copy is False and dtype is not None and np.dtype(dtype) != array.dtype:
        raise ValueError(f"a copy is needed to convert {array.dtype} to {np.dtype(dtype)}")
    if copy or (dtype is not None and np.dtype(dtype) != array.dtype):
        return array.astype(dtype or array.dtype, copy=True)
    return array


def _dlpack(self: Tensor, **options: Any) -> Any:
    return self._dlpack_exporter(writable=not self.is_read_only()).__dlpack__(**options)


def _dlpack_device(self: Tensor) -> tuple[int, int]:
    return (1, 0)  # kDLCPU


Tensor.numpy = to_numpy  # type: ignore[method-assign]
Tensor.__array__ = _array_protocol  # type: ignore[method-assign]
Tensor.__dlpack__ = _dlpack  # type: ignore[method-assign]
Tensor.__dlpack_device__ = _dlpack_device  # type: ignore[method-assign]
