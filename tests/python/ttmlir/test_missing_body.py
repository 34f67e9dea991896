"""Modules and symbol tables without a block: whatever needs one raises."""

from __future__ import annotations

import re

import pytest

from ttmlir import ir
from ttmlir.dialects.transform import interpreter


@pytest.fixture
def bodiless(context: ir.Context) -> ir.Module:
    """A module whose block was moved to another operation."""
    context.allow_unregistered_dialects = True
    module = ir.Module.create()
    holder = ir.Operation.create("test.holder", regions=1)
    module.body.append_to(holder.regions[0])
    return module


NO_BODY = re.escape("'builtin.module' has no body")


def test_a_moved_body_is_no_body(bodiless: ir.Module) -> None:
    with pytest.raises(ValueError, match=NO_BODY):
        _ = bodiless.body
    assert "builtin.module" in str(bodiless)
    with pytest.raises(ir.MLIRError, match="region with 1 blocks"):
        bodiless.operation.verify()


def test_nothing_is_inserted_into_a_moved_body(context: ir.Context) -> None:
    context.allow_unregistered_dialects = True
    module = ir.Module.create()
    same = module.body
    holder = ir.Operation.create("test.holder", regions=1)
    module.body.append_to(holder.regions[0])
    with pytest.raises(RuntimeError, match="invalidated"):
        ir.Operation.create("test.inner", ip=ir.InsertionPoint(same))


def test_a_module_may_get_a_new_body(bodiless: ir.Module) -> None:
    bodiless.operation.regions[0].blocks.append()
    ir.Operation.create("test.inner", ip=ir.InsertionPoint(bodiless.body))
    assert bodiless.body.operations[0].name == "test.inner"
    assert bodiless.operation.verify()


@pytest.mark.parametrize("regions", [0, 1])
def test_a_symbol_table_needs_a_body(context: ir.Context, regions: int) -> None:
    operation = ir.Operation.create("builtin.module", regions=regions)
    with pytest.raises(ValueError, match=NO_BODY):
        ir.SymbolTable(operation)


def test_a_symbol_table_that_lost_its_body_takes_no_symbols(context: ir.Context) -> None:
    context.allow_unregistered_dialects = True
    module = ir.Module.parse("func.func private @f()")
    table = ir.SymbolTable(module.operation)
    holder = ir.Operation.create("test.holder", regions=1)
    module.body.append_to(holder.regions[0])
    function = ir.Operation.parse("func.func private @g()")
    with pytest.raises(ValueError, match=NO_BODY):
        table.insert(function)
    assert not function.operation.attached
    assert "f" not in table


def test_a_symbol_table_takes_no_symbol_that_holds_it(context: ir.Context) -> None:
    outer = ir.Operation.parse("module @outer { module @inner {} }").operation
    table = ir.SymbolTable(outer.regions[0].blocks[0].operations[0])
    with pytest.raises(ValueError, match="cannot be inserted into itself"):
        table.insert(outer)


def test_a_symbol_table_takes_no_symbol_of_another_context(module: ir.Module) -> None:
    with ir.Context(), ir.Location.unknown():
        function = ir.Operation.parse("func.func private @g()")
    with pytest.raises(ValueError, match="different contexts"):
        ir.SymbolTable(module.operation).insert(function)


@pytest.mark.parametrize("is_target", [True, False])
def test_scripts_are_not_merged_without_a_body(bodiless: ir.Module, is_target: bool) -> None:
    other = ir.Module.parse("func.func private @f()")
    with pytest.raises(ValueError, match=r"expected a builtin\.module that has a body"):
        interpreter.copy_symbols_and_merge_into(*((bodiless, other) if is_target else (other, bodiless)))


def test_a_script_is_not_looked_up_in_a_module_without_a_body(bodiless: ir.Module) -> None:
    script = ir.Module.parse(
        """module attributes {transform.with_named_sequence} {
             transform.named_sequence @__transform_main(%payload: !transform.any_op) { transform.yield }
           }"""
    )
    with pytest.raises(ValueError, match="as the module of the script that has a body"):
        interpreter.apply_named_sequence(script, script.body.operations[0], bodiless)
