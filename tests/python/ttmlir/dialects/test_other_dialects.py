"""Operations of the dialects with few or no conveniences: they are built, verified, printed and parsed again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ttmlir import ir
from ttmlir.dialects import (
    arith,
    bufferization,
    cf,
    complex,
    emitc,
    func,
    index,
    llvm,
    math,
    memref,
    quant,
    shape,
    tensor,
    tosa,
    ub,
    vector,
)
from ttmlir.extras import types as T


def constant(value: Any = 1.0) -> Any:
    return arith.constant(T.f32(), value)


def branch() -> Any:
    function = func.FuncOp("f", ([], []))
    entry = function.add_entry_block()
    after = entry.create_after()
    with ir.InsertionPoint(entry):
        op = cf.BranchOp([], after)
    with ir.InsertionPoint(after):
        func.ReturnOp([])
    return op


def vector_contract() -> Any:
    a = arith.constant(T.vector(2, 2, T.f32()), 1)
    maps = [ir.Attribute.parse(f"affine_map<(m, n, k) -> ({text})>") for text in ("m, k", "k, n", "m, n")]
    parallel, reduction = vector.IteratorType.parallel, vector.IteratorType.reduction
    return vector.contract(a.type, a, a, a, maps, [parallel, parallel, reduction])


def memset() -> Any:
    size = llvm.mlir_constant(ir.IntegerAttr.get(T.i64(), 8))
    value = llvm.mlir_constant(ir.IntegerAttr.get(T.i8(), 0))
    return llvm.intr_memset(llvm.alloca(llvm.PointerType.get(), size, T.i8()), value, size, False)


def average_pool() -> Any:
    zero = tosa.const(ir.Attribute.parse("dense<0.0> : tensor<1xf32>"))
    image = tensor.empty([1, 8, 8, 3], T.f32())
    return tosa.avg_pool2d(
        T.tensor(1, 4, 4, 3, T.f32()),
        image,
        zero,
        zero,
        kernel=[2, 2],
        stride=[2, 2],
        pad=[0, 0, 0, 0],
        acc_type=T.f32(),
    )


MAKERS: dict[str, Callable[[], Any]] = {
    "bufferization.to_tensor": lambda: bufferization.to_tensor(
        T.tensor(4, T.f32()), memref.alloc(T.memref(4, T.f32()), [], [])
    ),
    "cf.br": branch,
    "cf.assert": lambda: cf.assert_(arith.constant(T.bool(), 1), "message"),
    "complex.create": lambda: complex.create_(T.complex(T.f32()), constant(), constant()),
    "emitc.add": lambda: emitc.AddOp(T.i32(), *[emitc.ConstantOp(T.i32(), ir.IntegerAttr.get(T.i32(), 1))] * 2),
    "index.cmp": lambda: index.cmp(index.IndexCmpPredicate.ULT, index.constant(1), index.constant(2)),
    "llvm.icmp": lambda: llvm.icmp(llvm.ICmpPredicate.eq, *[llvm.mlir_constant(ir.IntegerAttr.get(T.i32(), 1))] * 2),
    "llvm.mlir.global": lambda: llvm.mlir_global(T.i32(), "g", llvm.Linkage.Internal),
    "llvm.intr.memset": memset,
    "math.exp": lambda: math.exp(constant(), fastmath=arith.FastMathFlags.fast),
    "quant.dcast": lambda: quant.dcast(
        T.tensor(4, T.f32()),
        tensor.empty([4], quant.UniformQuantizedType.get(1, T.i8(), T.f32(), 0.5, 0, -128, 127)),
    ),
    "shape.const_shape": lambda: shape.const_shape([1, 2]),
    "tosa.avg_pool2d": average_pool,
    "ub.poison": lambda: ub.PoisonOp(T.i32(), value=ir.Attribute.parse("#ub.poison")),
    "vector.contract": vector_contract,
    "vector.reduction": lambda: vector.ReductionOp(
        T.f32(), vector.CombiningKind.ADD, arith.constant(T.vector(4, T.f32()), 1), fastmath=arith.FastMathFlags.nnan
    ),
}


@pytest.mark.parametrize("name", MAKERS)
def test_an_operation_is_built_and_parsed_again(built: ir.Module, name: str) -> None:
    made = MAKERS[name]()
    op = made.owner if isinstance(made, ir.Value) else made
    assert op.name == name if isinstance(op, ir.Operation) else name == op.OPERATION_NAME
    built.operation.verify()
    assert str(ir.Module.parse(str(built))) == str(built)


def test_too_few_sizes_of_a_pool(built: ir.Module) -> None:
    zero = tosa.const(ir.Attribute.parse("dense<0.0> : tensor<1xf32>"))
    with pytest.raises(ValueError, match=r"expected 2 numbers, got 1: \[2\]"):
        tosa.avg_pool2d(zero.type, zero, zero, zero, kernel=[2], stride=[2, 2], pad=[0] * 4, acc_type=T.f32())
