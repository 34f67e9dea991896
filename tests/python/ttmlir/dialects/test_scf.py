"""The conveniences of scf: loops and branches."""

from __future__ import annotations

import pytest

from ttmlir import ir
from ttmlir.dialects import arith, func, memref, scf
from ttmlir.extras import types as T


def body_of(module: ir.Module) -> str:
    """The text of the only function's body, without indentation, after the module was verified."""
    module.operation.verify()
    return "\n".join(line.strip() for line in str(module).splitlines()[2:-2])


def test_a_loop_over_values(built: ir.Module) -> None:
    @func.func(T.index(), T.index())
    def f(start, stop):
        for i in scf.for_(start, stop, 2):
            arith.addi(i, i)
            scf.yield_([])

    assert body_of(built) == (
        "%c2 = arith.constant 2 : index\n"
        "scf.for %arg2 = %arg0 to %arg1 step %c2 {\n%0 = arith.addi %arg2, %arg2 : index\n}\nreturn"
    )


def test_a_loop_to_a_number(built: ir.Module) -> None:
    @func.func()
    def f():
        for _ in scf.for_(10):
            scf.yield_([])

    assert "scf.for %arg0 = %c0 to %c10 step %c1" in body_of(built)


def test_loops_that_carry_values(built: ir.Module) -> None:
    @func.func()
    def f():
        zero = arith.constant(T.index(), 0)
        for i, total, result in scf.for_(0, 9, 1, [zero]):  # noqa: B007
            scf.yield_([arith.addi(total, i)])
        for _, carried, results in scf.for_(0, 9, 1, [zero, result]):  # noqa: B007
            scf.yield_(carried)
        return results

    assert "iter_args(%arg1 = %c0, %arg2 = %0) -> (index, index)" in body_of(built)


def test_a_loop_over_floats(built: ir.Module) -> None:
    with pytest.raises(ValueError, match=r"expected an integer or a value as stop, got 1\.5"):
        next(scf.for_(0, 1.5))


def test_the_parts_of_a_loop(built: ir.Module) -> None:
    one = arith.constant(T.index(), 1)
    pair = scf.ForOp(one, one, one, [one, one])
    with ir.InsertionPoint(pair.body):
        scf.YieldOp(pair.inner_iter_args)
    loop = scf.ForOp(one, one, one, pair)
    assert (loop.induction_variable.type, len(loop.inner_iter_args), len(loop.initArgs)) == (T.index(), 2, 2)
    assert loop.initArgs[0] == pair.results[0]


def test_a_parallel_loop(built: ir.Module) -> None:
    @func.func(T.tensor(4, 8, T.f32()), T.index())
    def f(tensor, size):
        loop = scf.ForallOp([0, 0], [4, size], [1, 1], [tensor])
        assert (loop.rank, len(loop.induction_variables), len(loop.inner_iter_args)) == (2, 2, 1)
        first = loop.terminator()
        assert loop.terminator().operation == first.operation
        assert len(first.block.operations) == 0

    assert "scf.forall (%arg2, %arg3) in (4, %arg1) shared_outs(%arg4 = %arg0)" in body_of(built)


def test_a_parallel_loop_with_too_few_bounds(built: ir.Module) -> None:
    with pytest.raises(ValueError, match="as many lower bounds, upper bounds and steps, got 1, 2 and 1"):
        scf.ForallOp([0], [1, 2], [1])


def test_branches(built: ir.Module) -> None:
    @func.func(T.bool())
    def f(condition):
        lone = scf.IfOp(condition)
        assert lone.else_block is None
        with ir.InsertionPoint(lone.then_block):
            scf.yield_([])
        both = scf.if_(condition, [T.i32()], has_else=True)
        for number, block in enumerate((both.then_block, both.else_block)):
            with ir.InsertionPoint(block):
                scf.yield_([arith.constant(T.i32(), number)])
        return both

    assert "%0 = scf.if %arg0 -> (i32) {\n%c0_i32" in body_of(built)


@pytest.mark.parametrize("keyword", ["has_else", "hasElse"])
def test_both_names_of_the_other_branch(built: ir.Module, keyword: str) -> None:
    op = scf.IfOp(arith.constant(T.bool(), 1), **{keyword: True})
    assert len(op.else_block.operations) == 0


def test_condition_and_results_in_the_order_of_the_definition(built: ir.Module) -> None:
    assert [result.type for result in scf.if_([T.f32()], arith.constant(T.bool(), 1)).results] == [T.f32()]


def test_a_branch_by_number(built: ir.Module) -> None:
    seen: list[tuple[int, int]] = []

    def case(op, index, value):
        seen.append((index, value))
        scf.yield_([arith.constant(T.i32(), value)])

    @func.func(T.index())
    def f(number):
        return scf.index_switch([T.i32()], number, [3, 5], case, lambda op: scf.yield_([arith.constant(T.i32(), -1)]))

    assert seen == [(0, 3), (1, 5)]
    assert "case 5 {" in body_of(built)


def test_the_parts_of_a_branch_by_number(built: ir.Module) -> None:
    op = scf.IndexSwitchOp([], arith.constant(T.index(), 1), range(3))
    assert [len(op.case_regions), len(op.case_blocks), len(op.regions)] == [3, 3, 4]
    assert op.case_region(1) == op.regions[2]
    assert op.case_block(2) == op.case_blocks[2]
    assert op.default_block == op.default_region.blocks[0]


def test_a_loop_with_a_condition(built: ir.Module) -> None:
    @func.func(T.i32())
    def f(n):
        loop = scf.WhileOp([T.i32()], [n])
        before, after = (region.blocks.append(T.i32()) for region in loop.regions)
        with ir.InsertionPoint(before):
            positive = arith.cmpi(arith.CmpIPredicate.sgt, before.arguments[0], arith.constant(T.i32(), 0))
            scf.condition(positive, before.arguments)
        with ir.InsertionPoint(after):
            scf.yield_([arith.subi(after.arguments[0], arith.constant(T.i32(), 1))])
        return loop

    assert "scf.while (%arg1 = %arg0) : (i32) -> i32" in body_of(built)


def test_a_loop_that_stores(built: ir.Module) -> None:
    @func.func(T.memref(10, T.index()))
    def f(buffer):
        for i in scf.for_(10):
            memref.store(i, buffer, [i])
            scf.yield_([])

    assert "memref.store %arg1, %arg0[%arg1] : memref<10xindex>" in body_of(built)
