"""The conveniences of affine: loops and branches."""

from __future__ import annotations

import pytest

from ttmlir import ir
from ttmlir.dialects import affine, arith, func, memref
from ttmlir.extras import types as T


def test_a_loop_between_numbers(built: ir.Module) -> None:
    @func.func()
    def f():
        for i in affine.for_(0, 10):
            arith.addi(i, i)
            affine.yield_([])

    built.operation.verify()
    assert "affine.for %arg0 = 0 to 10 {" in str(built)


def test_a_loop_between_values(built: ir.Module) -> None:
    @func.func(T.index(), T.index())
    def f(start, stop):
        for _ in affine.for_(start, stop, step=2):
            affine.yield_([])

    built.operation.verify()
    assert "affine.for %arg2 = #map(%arg0) to #map(%arg1) step 2 {" in str(built)


def test_loops_that_carry_values(built: ir.Module) -> None:
    @func.func(T.memref(10, T.index()))
    def f(buffer):
        for i, carried in affine.for_(0, 10, iter_args=[buffer]):
            memref.store(i, carried, [i])
            affine.yield_([carried])
        for _, both in affine.for_(0, 10, iter_args=[buffer, buffer]):
            affine.yield_(both)

    built.operation.verify()
    assert "%0 = affine.for %arg1 = 0 to 10 iter_args(%arg2 = %arg0) -> (memref<10xindex>) {" in str(built)


def test_a_loop_between_maps(built: ir.Module) -> None:
    one = arith.ConstantOp(T.index(), 1)
    total = arith.constant(T.f32(), 0)
    loop = affine.AffineForOp(
        ir.AffineMap.get_identity(2),
        ir.AffineMap.get_constant(9),
        iter_args=[total],
        lower_bound_operands=[one, one],
    )
    with ir.InsertionPoint(loop.body):
        affine.AffineYieldOp([loop.inner_iter_args[0]])
    built.operation.verify()
    assert loop.induction_variable.type == T.index()
    assert "max affine_map<(d0, d1) -> (d0, d1)>(%c1, %c1) to 9 iter_args(%arg1 = %cst) -> (f32)" in str(loop)


def test_bounds_that_cannot_be(built: ir.Module) -> None:
    one = arith.ConstantOp(T.index(), 1)
    two = affine.AffineDelinearizeIndexOp([T.index()] * 2, one, [], [1, 1])
    with pytest.raises(ValueError, match="Either a concrete lower bound or an AffineMap"):
        affine.AffineForOp(one, 2, lower_bound_operands=[one])
    with pytest.raises(ValueError, match=r"Wrong number of upper bound operands.*Expected 0, got 2"):
        affine.AffineForOp(1, ir.AffineMap.get_constant(1), upper_bound_operands=[one, one])
    with pytest.raises(ValueError, match="Only a single concrete value is supported for lower bound"):
        affine.AffineForOp(two, one)
    with pytest.raises(ValueError, match=r"lower bound must be int \| ResultValueT \| AffineMap"):
        affine.AffineForOp(1.0, one)


def test_a_parallel_loop_with_reductions(built: ir.Module) -> None:
    groups = [1]
    bound = ir.AffineMap.get_constant(4)
    op = affine.AffineParallelOp([T.i32()], [arith.AtomicRMWKind.addi], bound, groups, bound, groups, [1], [])
    assert [int(kind.value) for kind in op.reductions] == [int(arith.AtomicRMWKind.addi)]
