"""Branches of affine: conditions are IntegerSets."""

from __future__ import annotations

import pytest

from ttmlir import ir
from ttmlir.dialects import affine, arith, func
from ttmlir.extras import types as T


def test_branches(built: ir.Module) -> None:
    empty = ir.IntegerSet.get_empty(1, 0)

    @func.func(T.index())
    def f(index):
        lone = affine.AffineIfOp(empty, cond_operands=[index])
        assert lone.else_block is None
        with ir.InsertionPoint(lone.then_block):
            affine.AffineYieldOp([])
        both = affine.AffineIfOp(empty, [T.i32()], cond_operands=[index], has_else=True)
        for number, block in enumerate((both.then_block, both.else_block)):
            with ir.InsertionPoint(block):
                affine.AffineYieldOp([arith.constant(T.i32(), number)])
        return both

    built.operation.verify()
    with pytest.raises(ValueError, match="expected 1 condition operands, got 0"):
        affine.AffineIfOp(empty)
