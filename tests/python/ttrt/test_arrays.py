"""Tensors to and from numpy: shared memory, dtypes, and what is refused."""

from __future__ import annotations

import ctypes
import gc
import struct

import ml_dtypes
import numpy as np
import pytest

from ttrt import runtime

DTYPES = [np.float32, np.float16, ml_dtypes.bfloat16, np.int32, np.uint32, np.uint16, np.uint8, np.bool_]


@pytest.mark.parametrize("dtype", DTYPES)
def test_round_trip_shares_memory(dtype: type) -> None:
    array = np.arange(6).reshape(2, 3).astype(dtype)
    tensor = runtime.from_numpy(array)
    back = runtime.to_numpy(tensor)
    assert back.dtype == array.dtype and back.shape == array.shape
    assert np.shares_memory(back, array)
    np.testing.assert_array_equal(back, array)
    assert tensor.get_element_size() == array.itemsize
    assert tensor.get_stride() == [3, 1]


def test_the_array_is_kept_alive() -> None:
    tensor = runtime.from_numpy(np.full(1000, 7, np.int32))
    view = runtime.to_numpy(tensor)
    del tensor
    gc.collect()
    assert (view == 7).all()


def test_a_strided_array_is_copied() -> None:
    array = np.arange(12, dtype=np.float32).reshape(3, 4).T
    tensor = runtime.from_numpy(array)
    np.testing.assert_array_equal(runtime.to_numpy(tensor), array)
    assert not np.shares_memory(runtime.to_numpy(tensor), array)
    with pytest.raises(ValueError, match="row-major"):
        runtime.from_numpy(array, copy=False)


def test_foreign_byte_order_is_converted() -> None:
    array = np.arange(3, dtype=np.dtype(np.float32).newbyteorder())
    np.testing.assert_array_equal(runtime.to_numpy(runtime.from_numpy(array)), [0, 1, 2])


@pytest.mark.parametrize("dtype", [np.float64, np.int64, np.int8, np.complex64])
def test_dtypes_without_a_counterpart(dtype: type) -> None:
    with pytest.raises(TypeError, match=np.dtype(dtype).name):
        runtime.from_numpy(np.zeros(3, dtype))


def test_scalars_and_empty_tensors() -> None:
    assert runtime.to_numpy(runtime.from_numpy(np.float32(3))).shape == ()
    assert runtime.to_numpy(runtime.from_numpy(np.zeros((0, 4), np.float32))).shape == (0, 4)


def test_a_read_only_array_stays_read_only() -> None:
    array = np.zeros(3, np.float32)
    array.flags.writeable = False
    tensor = runtime.from_numpy(array)
    assert tensor.is_read_only()
    with pytest.raises(ValueError, match="read-only"):
        runtime.to_numpy(tensor, writable=True)


def test_writing_counts_as_a_change() -> None:
    tensor = runtime.from_numpy(np.zeros(3, np.float32))
    before = tensor.get_version()
    runtime.to_numpy(tensor, writable=True)[:] = 1
    assert tensor.get_version() > before


def test_deallocated_tensors_raise() -> None:
    tensor = runtime.create_empty_tensor([2, 2], runtime.DataType.Float32)
    runtime.deallocate_tensor(tensor, force=True)
    assert not tensor.is_allocated()
    with pytest.raises(RuntimeError, match="deallocated"):
        runtime.to_numpy(tensor)


def test_owned_tensor_from_an_address() -> None:
    array = np.arange(6, dtype=np.int32)
    tensor = runtime.create_owned_host_tensor(array.ctypes.data, [2, 3], [3, 1], 4, runtime.DataType.Int32)
    array[:] = 0
    np.testing.assert_array_equal(runtime.to_numpy(tensor), np.arange(6).reshape(2, 3))
    with pytest.raises(ValueError, match="row-major"):
        runtime.create_owned_host_tensor(array.ctypes.data, [2, 3], [1, 2], 4, runtime.DataType.Int32)
    with pytest.raises(ValueError, match="itemsize"):
        runtime.create_owned_host_tensor(array.ctypes.data, [2, 3], [3, 1], 8, runtime.DataType.Int32)


def test_dlpack_carries_bf16_as_what_it_is() -> None:
    array = np.ones((2, 3), ml_dtypes.bfloat16)
    capsule = runtime.from_numpy(array).__dlpack__()
    get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
    get_pointer.restype, get_pointer.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
    # DLTensor: data, device (type, id), ndim, dtype (code, bits, lanes); code 4 is kDLBfloat.
    fields = ctypes.string_at(get_pointer(capsule, b"dltensor"), 24)
    address, device, _, ndim, code, bits, lanes = struct.unpack("=QiiiBBH", fields)
    assert (address, device, ndim, code, bits, lanes) == (array.ctypes.data, 1, 2, 4, 16, 1)


def test_dlpack() -> None:
    array = np.arange(4, dtype=np.float32)
    np.testing.assert_array_equal(np.from_dlpack(runtime.from_numpy(array)), array)
