"""The conveniences of tensor and memref."""

from __future__ import annotations

import numpy as np
import pytest

from ttmlir import ir
from ttmlir.dialects import arith, memref, tensor
from ttmlir.extras import types as T

DYNAMIC = ir.ShapedType.get_dynamic_size()


def test_empty_tensors(built: ir.Module) -> None:
    size = arith.constant(T.index(), 5)
    assert tensor.empty([2, 3], T.f32()).type == T.tensor(2, 3, T.f32())
    assert tensor.empty([size, 3], T.f32()).type == T.tensor(DYNAMIC, 3, T.f32())
    assert list(tensor.EmptyOp([size, 3, size.owner], T.f32()).operands) == [size, size]
    assert tensor.empty([], T.f32()).type == ir.RankedTensorType.get([], T.f32())
    encoded = tensor.empty([2], T.f32(), encoding=ir.StringAttr.get("x"))
    assert str(encoded.type) == 'tensor<2xf32, "x">'


def test_a_tensor_by_a_function_of_indices(built: ir.Module) -> None:
    one = arith.constant(T.index(), 1)

    @tensor.generate(T.tensor(DYNAMIC, 3, T.index()), dynamic_extents=[one])
    def generated(i: T.index(), j: T.index()):
        return arith.addi(i, j)

    assert generated.owner.name == "tensor.generate"
    built.operation.verify()


def test_a_tensor_by_a_function_of_nothing(built: ir.Module) -> None:
    with pytest.raises(ValueError, match="return one value, the element, got 0"):

        @tensor.generate(T.tensor(3, T.index()))
        def generated(i: T.index()):
            pass


def test_an_argument_without_a_type(built: ir.Module) -> None:
    with pytest.raises(ValueError, match=r"each argument of generated\(i\) to be annotated with its type"):

        @tensor.generate(T.tensor(3, T.index()))
        def generated(i):
            return i


def test_results_of_the_inferred_type(built: ir.Module) -> None:
    one = arith.constant(T.index(), 1)
    value = tensor.empty([4], T.f32())
    assert tensor.extract(value, [one]).type == T.f32()
    assert tensor.dim(value, one).type == T.index()
    buffer = memref.alloc(T.memref(4, T.f32()), [], [])
    assert memref.load(buffer, [one]).type == T.f32()


def test_a_global_from_a_type(built: ir.Module) -> None:
    op = memref.global_("g", T.memref(16, T.i32()), sym_visibility="private")
    assert str(op) == 'memref.global "private" @g : memref<16xi32>'


@pytest.mark.parametrize(
    "slices",
    [
        np.s_[1:2, :, :, :],
        np.s_[:, 3:13:2, :, :],
        np.s_[2:10:4, 1:2, 1:3, 40:44],
        np.s_[0:1, 0:1, 0:1, 0:1],
        np.s_[:, :, :, 1:44:3],
    ],
)
def test_the_type_of_a_static_view(built: ir.Module, slices: tuple[slice, ...]) -> None:
    array = np.zeros((10, 22, 3, 44), np.int32)
    view = array[slices]
    ranges = [range(*part.indices(size)) for part, size in zip(slices, array.shape, strict=True)]
    source = memref.alloc(T.memref(*array.shape, T.i32()), [], [])
    result = memref.subview(source, [r.start for r in ranges], [len(r) for r in ranges], [r.step for r in ranges])
    strides, offset = result.type.get_strides_and_offset()
    assert result.owner.verify()
    assert list(result.type.shape) == list(view.shape)
    assert list(strides) == [stride // 4 for stride in view.strides]
    assert offset == (view.ctypes.data - array.ctypes.data) // 4


def test_a_view_of_all_has_no_layout(built: ir.Module) -> None:
    source = memref.alloc(T.memref(4, 6, T.i32()), [], [])
    assert memref.subview(source, (0, 0), (4, 6), (1, 1)).type == source.type


def test_constants_become_static(built: ir.Module) -> None:
    source = memref.alloc(T.memref(10, 10, T.i32()), [], [])
    constant = arith.constant(T.index(), 3)
    view = memref.subview(source, [constant, 4], [constant, 3], [1, 1])
    assert str(view.type) == "memref<3x3xi32, strided<[10, 1], offset: 34>>"
    assert list(view.owner.operands) == [source]


def test_an_offset_that_is_known_at_run_time(built: ir.Module) -> None:
    source = memref.alloc(T.memref(10, 10, T.i32()), [], [])
    one = arith.constant(T.index(), 1)
    view = memref.subview(source, [arith.addi(one, one), 0], [3, 3], [1, 1])
    assert str(view.type) == "memref<3x3xi32, strided<[10, 1], offset: ?>>"
    assert view.owner.verify()


def test_a_size_that_is_known_at_run_time(built: ir.Module) -> None:
    source = memref.alloc(T.memref(10, 10, T.i32()), [], [])
    one = arith.constant(T.index(), 1)
    size = arith.addi(one, one)
    with pytest.raises(ValueError, match="requires explicit result type"):
        memref.subview(source, [0, 0], [size, 3], [1, 1])
    result_type = ir.Type.parse("memref<?x3xi32, strided<[10, 1]>>")
    assert memref.subview(source, [0, 0], [size, 3], [1, 1], result_type=result_type).owner.verify()
