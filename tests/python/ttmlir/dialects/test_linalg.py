"""The conveniences of linalg: named operations, operations with bodies, and what is known of them."""

from __future__ import annotations

import inspect

import pytest

from ttmlir import ir
from ttmlir.dialects import arith, func, linalg, memref, tensor
from ttmlir.extras import types as T


def maps(*texts: str) -> list[ir.Attribute]:
    return [ir.Attribute.parse(f"affine_map<(m, n, k) -> ({text})>") for text in texts]


def empty(*shape: int) -> ir.Value:
    return tensor.empty(shape, T.f32())


def buffer(*shape: int) -> ir.Value:
    return memref.alloc(T.memref(*shape, T.f32()), [], [])


def test_a_named_operation_on_tensors(built: ir.Module) -> None:
    result = linalg.matmul(empty(4, 8), empty(8, 12), outs=[empty(4, 12)])
    built.operation.verify()
    assert result.type == T.tensor(4, 12, T.f32())
    assert [op.name for op in result.owner.regions[0].blocks[0].operations] == [
        "arith.mulf",
        "arith.addf",
        "linalg.yield",
    ]


def test_a_named_operation_on_buffers(built: ir.Module) -> None:
    op = linalg.matmul(buffer(4, 8), buffer(8, 12), outs=[buffer(4, 12)])
    built.operation.verify()
    assert op.name == "linalg.matmul"
    assert len(op.results) == 0


def test_a_named_operation_with_maps(built: ir.Module) -> None:
    result = linalg.matmul(
        empty(4, 8),
        empty(12, 8),
        outs=[empty(4, 12)],
        indexing_maps=maps("m, k", "n, k", "m, n"),
        cast=linalg.TypeFn.cast_unsigned,
    )
    assert result.owner.verify()
    assert "cast_unsigned" in str(result.owner)


@pytest.mark.parametrize("name", ["add", "exp", "elementwise", "contract", "fill", "copy"])
def test_other_named_operations(built: ir.Module, name: str) -> None:
    a = empty(4, 4)
    make = {
        "add": lambda: linalg.add(a, a, outs=[a]),
        "exp": lambda: linalg.exp(a, outs=[a]),
        "elementwise": lambda: linalg.elementwise(a, a, outs=[a], kind=linalg.ElementwiseKind.sub),
        "contract": lambda: linalg.contract(a, a, outs=[a], indexing_maps=maps("m, k", "k, n", "m, n")),
        "fill": lambda: linalg.fill(arith.ConstantOp(T.f32(), 0), outs=[a.owner]),
        "copy": lambda: linalg.copy(a, outs=(a,)),
    }[name]
    result = make()
    assert result.owner.name == f"linalg.{name}"
    assert result.owner.verify()


def test_strides_are_numbers(built: ir.Module) -> None:
    result = linalg.conv_2d_nhwc_hwcf(
        empty(1, 8, 8, 3), empty(3, 3, 3, 16), outs=[empty(1, 3, 3, 16)], strides=[2, 2], dilations=[1, 1]
    )
    assert result.owner.verify()
    found = linalg.infer_convolution_dimensions(result.owner)
    assert [list(found.strides), list(found.output_image), list(found.filter_loop)] == [[2, 2], [1, 2], [4, 5]]


def test_the_signature_of_a_named_operation() -> None:
    assert list(inspect.signature(linalg.matmul).parameters) == ["ins", "outs", "indexing_maps", "cast", "loc", "ip"]
    assert "linalg.matmul" in (linalg.matmul.__doc__ or "")
    with pytest.raises(TypeError, match="outs"):
        linalg.matmul()


def test_elementwise_on_different_types(built: ir.Module) -> None:
    with pytest.raises(ValueError, match=r"inputs and outputs of one type, or indexing_maps; got .*tensor<2x4xf32>"):
        linalg.elementwise(empty(4, 4), outs=[empty(2, 4)], kind=linalg.ElementwiseKind.exp)


@pytest.mark.parametrize("results", [1, 2])
def test_a_generic_operation(built: ir.Module, results: int) -> None:
    identity = ir.AffineMap.get_identity(2)
    a = empty(4, 4)

    @linalg.generic([a], [a] * results, [identity] * (1 + results), [linalg.IteratorType.parallel] * 2)
    def made(*elements):
        assert [element.type for element in elements] == [T.f32()] * (1 + results)
        return elements[:results]

    built.operation.verify()
    assert made.type == a.type if results == 1 else [value.type for value in made] == [a.type, a.type]


def test_a_generic_operation_on_buffers_and_scalars(built: ir.Module) -> None:
    number = arith.constant(T.f32(), 1)
    scalar, identity = ir.AffineMap.get(1, 0, []), ir.AffineMap.get_identity(1)

    @linalg.generic([number], [buffer(4)], [scalar, identity], [linalg.IteratorType.parallel])
    def made(value, old):
        return arith.addf(value, old)

    built.operation.verify()
    assert made.name == "linalg.generic"


def test_map_and_reduce(built: ir.Module) -> None:
    @linalg.map(result=[T.tensor(4, 4, T.f32())], inputs=[empty(4, 4)], init=empty(4, 4))
    def mapped(element: T.f32(), old: T.f32()):
        return arith.negf(element)

    @linalg.reduce(result=[T.tensor(4, T.f32())], inputs=[mapped], inits=[empty(4)], dimensions=[1])
    def reduced(element: T.f32(), total: T.f32()):
        return arith.addf(element, total)

    built.operation.verify()
    assert reduced.type == T.tensor(4, T.f32())


def test_transpose_and_broadcast(built: ir.Module) -> None:
    transposed = linalg.transpose(empty(2, 3), outs=[empty(3, 2)], permutation=[1, 0])
    linalg.broadcast(empty(3), outs=[empty(3, 5)], dimensions=[1])
    linalg.transpose(buffer(2, 3), outs=[buffer(3, 2)], permutation=[1, 0])
    built.operation.verify()
    assert transposed.results[0].type == T.tensor(3, 2, T.f32())
    with pytest.raises(ValueError, match="must have length 1"):
        linalg.transpose(empty(2, 3), outs=[], permutation=[1, 0])


def test_pack_and_unpack(built: ir.Module) -> None:
    packed = linalg.pack(empty(128, 256), empty(8, 16, 16, 16), inner_dims_pos=[0, 1], inner_tiles=[16, 16])
    unpacked = linalg.unpack(packed, empty(128, 256), inner_dims_pos=[0, 1], inner_tiles=[16, 16])
    built.operation.verify()
    assert unpacked.type == T.tensor(128, 256, T.f32())


def test_what_a_contraction_consists_of(built: ir.Module) -> None:
    op = linalg.matmul(empty(4, 8), empty(8, 12), outs=[empty(4, 12)]).owner
    assert linalg.isa_contraction_op(op)
    assert not linalg.isa_convolution_op(op)
    found = linalg.infer_contraction_dimensions(op)
    assert [list(found.batch), list(found.m), list(found.n), list(found.k)] == [[], [0], [1], [2]]
    assert linalg.infer_convolution_dimensions(op) is None
    assert len(linalg.get_indexing_maps(op)) == 3
    from_maps = linalg.infer_contraction_dimensions_from_maps(
        [ir.AffineMap.get_minor_identity(2, 2), ir.AffineMap.get_identity(2), ir.AffineMap.get_identity(2)]
    )
    assert list(from_maps.batch) == [0, 1]


def test_other_operations_are_no_contractions(built: ir.Module) -> None:
    op = arith.ConstantOp(T.i32(), 1).operation
    assert not linalg.isa_contraction_op(op)
    assert linalg.infer_contraction_dimensions(op) is None
    assert linalg.get_indexing_maps(op) is None
    with pytest.raises(ValueError, match="three indexing maps"):
        linalg.infer_contraction_dimensions_from_maps([])


def test_a_body_is_made_once_and_for_named_operations(built: ir.Module) -> None:
    op = linalg.matmul(empty(4, 8), empty(8, 12), outs=[empty(4, 12)]).owner
    for wrong in (op, arith.ConstantOp(T.i32(), 1).operation, func.FuncOp("f", ([], [])).operation):
        with pytest.raises(ValueError, match="expected a named op of linalg, without a body"):
            linalg.fill_builtin_region(wrong)
