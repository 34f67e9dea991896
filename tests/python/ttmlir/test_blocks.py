"""Blocks and their arguments: made, moved between operations, erased; and what becomes of what Python holds of them."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import pytest
from ttmlir_programs import FUNCTION

from ttmlir import ir
from ttmlir.passmanager import PassManager


@pytest.fixture
def unregistered(context: ir.Context) -> ir.Context:
    context.allow_unregistered_dialects = True
    return context


def with_block(name: str, *types: Any) -> tuple[ir.Operation, ir.Block]:
    operation = ir.Operation.create(name, regions=1)
    return operation, operation.regions[0].blocks.append(*types)


def test_a_block_moves_to_another_operation(unregistered: ir.Context) -> None:
    f32 = ir.F32Type.get()
    source, block = with_block("test.source", f32)
    with ir.InsertionPoint(block):
        inner = ir.Operation.create("test.use", operands=[block.arguments[0]])
    target = ir.Operation.create("test.target", regions=1)
    block.append_to(target.regions[0])
    assert block.owner.operation == target
    assert [other == block for other in target.regions[0]] == [True]
    assert len(source.regions[0].blocks) == 0
    source.erase()
    gc.collect()
    assert inner.parent == target
    assert inner.operands[0] == block.arguments[0]


def test_a_moved_block_keeps_its_new_operation_alive(unregistered: ir.Context) -> None:
    _, block = with_block("test.source")
    with ir.InsertionPoint(block):
        inner = ir.Operation.create("test.inner")
    target = ir.Operation.create("test.target", regions=1)
    block.append_to(target.regions[0])
    del target
    gc.collect()
    assert inner.parent.name == "test.target"
    assert block.owner.name == "test.target"


USES: dict[str, Callable[[Any, Any, Any], Any]] = {
    "the block": lambda block, argument, operations: str(block),
    "its arguments": lambda block, argument, operations: block.arguments,
    "an argument": lambda block, argument, operations: argument.type,
    "an argument's text": lambda block, argument, operations: str(argument),
    "an argument's uses": lambda block, argument, operations: list(argument.uses),
    "an argument as an operand": lambda block, argument, operations: ir.Operation.create("test.x", operands=[argument]),
    "an argument, cast": lambda block, argument, operations: ir.BlockArgument(argument),
    "its operations": lambda block, argument, operations: len(operations),
    "an insertion point": lambda block, argument, operations: ir.InsertionPoint(block).insert(
        ir.Operation.create("test.x")
    ),
    "its successors": lambda block, argument, operations: block.successors,
    "a successor": lambda block, argument, operations: ir.Operation.create("test.x", successors=[block]),
}


@pytest.mark.parametrize("use", USES)
def test_other_wrappers_of_a_moved_block_raise(unregistered: ir.Context, use: str) -> None:
    source, block = with_block("test.source", ir.F32Type.get())
    other = source.regions[0].blocks[0]
    argument, operations = other.arguments[0], other.operations
    target = ir.Operation.create("test.target", regions=1)
    block.append_to(target.regions[0])
    target.erase()
    with pytest.raises(RuntimeError, match="invalidated"):
        USES[use](other, argument, operations)


def test_a_block_is_not_moved_into_itself(unregistered: ir.Context) -> None:
    _, block = with_block("test.outer")
    with ir.InsertionPoint(block):
        inner = ir.Operation.create("test.inner", regions=1)
    with pytest.raises(ValueError, match="into itself"):
        block.append_to(inner.regions[0])


def test_an_erased_argument_raises(unregistered: ir.Context) -> None:
    f32 = ir.F32Type.get()
    _, block = with_block("test.op", f32, f32)
    first, second = block.arguments
    block.erase_argument(0)
    assert second.arg_number == 0
    for use in (lambda: first.type, lambda: str(first), lambda: first.arg_number, lambda: first.get_name()):
        with pytest.raises(RuntimeError, match="the value has been invalidated"):
            use()


def test_blocks_that_a_pass_erased_raise(context: ir.Context) -> None:
    function = ir.Operation.parse("func.func @f() {\n  return\n^bb1(%x: f32):\n  return\n}").operation
    entry, unreachable = function.regions[0].blocks
    argument = unreachable.arguments[0]
    PassManager.parse("func.func(canonicalize)").run(function)
    assert len(entry.operations) == 1
    for use in (lambda: argument.type, lambda: str(unreachable), lambda: unreachable.owner):
        with pytest.raises(RuntimeError, match="invalidated"):
            use()


def test_arguments_of_new_blocks_need_locations(unregistered: ir.Context) -> None:
    f32 = ir.F32Type.get()
    blocks = ir.Operation.create("test.op", regions=1).regions[0].blocks
    with ir.Location.name("here"):
        assert str(blocks.append(f32).arguments[0].location) == 'loc("here")'
    with pytest.raises(ValueError, match="Expected 2 locations, got: 1"):
        blocks.append(f32, f32, arg_locs=[ir.Location.unknown()])
    with pytest.raises(TypeError, match="given by their Types"):
        blocks.append("f32")
    with pytest.raises(ValueError, match="another context"):
        blocks.append(ir.F32Type.get(context=ir.Context()))


def test_without_a_current_location_arguments_have_none() -> None:
    with ir.Context() as context:
        context.allow_unregistered_dialects = True
        blocks = ir.Operation.create("test.op", regions=1, loc=ir.Location.unknown()).regions[0].blocks
        assert len(blocks.append().arguments) == 0
        with pytest.raises(RuntimeError, match="requires a Location"):
            blocks.append(ir.F32Type.get())


def test_operands_as_op_operands(module: ir.Module) -> None:
    add = module.body.operations[0].regions[0].blocks[0].operations[0]
    operands = add.op_operands
    assert isinstance(operands, ir.OpOperands)
    assert [(use.owner == add, use.operand_number) for use in operands] == [(True, 0), (True, 1)]
    assert len(operands[1:]) == 1
    uses = add.result.uses
    assert isinstance(uses, ir.OpOperandIterator)
    assert sorted(use.operand_number for use in uses) == [0, 1]


def test_one_operand_is_replaced_by_another_value(module: ir.Module) -> None:
    add = module.body.operations[0].regions[0].blocks[0].operations[0]
    a, b = add.operands
    add.operation.replace_uses_of_with(a, b)
    assert list(add.operands) == [b, b]
    with ir.Context(), ir.Location.unknown():
        other = ir.Module.parse(FUNCTION).body.operations[0].regions[0].blocks[0].arguments[0]
    with pytest.raises(ValueError, match="different contexts"):
        add.operation.replace_uses_of_with(b, other)


def test_symbols_that_are_gone_are_not_found(context: ir.Context) -> None:
    module = ir.Module.parse("func.func private @a()\nfunc.func private @b()\nfunc.func private @c()")
    table = ir.SymbolTable(module.operation)
    a, b, c = module.body.operations
    a.erase()
    b.detach_from_parent()
    c.move_before(ir.Module.parse("func.func private @z()").body.operations[0])
    for name in "abc":
        assert name not in table
        with pytest.raises(KeyError):
            _ = table[name]
    assert b.attributes["sym_name"].value == "b"


def test_a_value_replaced_by_itself_stays(module: ir.Module) -> None:
    add = module.body.operations[0].regions[0].blocks[0].operations[0]
    before = str(module)
    add.result.replace_all_uses_with(add.result)
    add.result.replace_all_uses_except(add.result, add)
    assert str(module) == before
