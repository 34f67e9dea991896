"""Patterns in the dialect pdl, with native functions in Python."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

from ttmlir import ir
from ttmlir.rewrite import (
    PatternRewriter,
    PDLModule,
    PDLResultList,
    apply_patterns_and_fold_greedily,
    walk_and_apply_patterns,
)

ADD_TO_MULTIPLY = """
pdl.pattern @add_to_multiply : benefit(1) {
  %type = pdl.type : i64
  %lhs = pdl.operand : %type
  %rhs = pdl.operand : %type
  %add = pdl.operation "arith.addi"(%lhs, %rhs : !pdl.value, !pdl.value) -> (%type : !pdl.type)
  pdl.rewrite %add {
    %multiply = pdl.operation "arith.muli"(%lhs, %rhs : !pdl.value, !pdl.value) -> (%type : !pdl.type)
    pdl.replace %add with %multiply
  }
}
"""
# Adds constants by a native rewrite, if a native constraint allows it.
FOLD = """
pdl.pattern @fold : benefit(1) {
  %type = pdl.type : i32
  %a = pdl.attribute
  %b = pdl.attribute
  %ca = pdl.operation "test.constant" {"value" = %a} -> (%type : !pdl.type)
  %cb = pdl.operation "test.constant" {"value" = %b} -> (%type : !pdl.type)
  %va = pdl.result 0 of %ca
  %vb = pdl.result 0 of %cb
  %add = pdl.operation "test.add"(%va, %vb : !pdl.value, !pdl.value) -> (%type : !pdl.type)
  pdl.apply_native_constraint "may_fold"(%add : !pdl.operation)
  pdl.rewrite %add {
    %sum = pdl.apply_native_rewrite "add"(%a, %b : !pdl.attribute, !pdl.attribute) : !pdl.attribute
    %constant = pdl.operation "test.constant" {"value" = %sum} -> (%type : !pdl.type)
    pdl.replace %add with %constant
  }
}
"""
PROGRAM = """
%0 = "test.constant"() {value = 2 : i32} : () -> i32
%1 = "test.constant"() {value = 3 : i32} : () -> i32
%2 = "test.add"(%0, %1) : (i32, i32) -> i32 loc("model.py":5:1)
"test.use"(%2) : (i32) -> ()
"""
ADD = """
func.func @add(%a: i64, %b: i64) -> i64 {
  %0 = arith.addi %a, %b : i64
  return %0 : i64
}
"""


@pytest.fixture(autouse=True)
def unregistered(context: ir.Context) -> None:
    context.allow_unregistered_dialects = True


def add(rewriter: PatternRewriter, results: PDLResultList, values: list[Any]) -> None:
    a, b = values
    results.append(ir.IntegerAttr.get(a.type, a.value + b.value))


def allow(rewriter: PatternRewriter, results: PDLResultList, values: list[Any]) -> None:
    [operation] = values
    assert operation.name == "test.add"


def folding(rewrite: Any = add, constraint: Any = allow) -> PDLModule:
    patterns = PDLModule(ir.Module.parse(FOLD))
    patterns.register_rewrite_function("add", rewrite)
    patterns.register_constraint_function("may_fold", constraint)
    return patterns


@pytest.mark.parametrize("apply", [apply_patterns_and_fold_greedily, walk_and_apply_patterns])
def test_patterns_are_applied(context: ir.Context, apply: Any) -> None:
    source = ir.Module.parse(ADD_TO_MULTIPLY)
    frozen = PDLModule(source).freeze()
    # The source stays the caller's.
    assert "pdl.pattern" in str(source)
    for target in (lambda module: module, lambda module: module.operation):
        module = ir.Module.parse(ADD)
        apply(target(module), frozen)
        assert "arith.muli" in str(module) and "arith.addi" not in str(module)


def test_native_functions_are_called(context: ir.Context) -> None:
    module = ir.Module.parse(PROGRAM)
    apply_patterns_and_fold_greedily(module, folding().freeze())
    assert "value = 5 : i32" in str(module)


def test_a_constraint_that_returns_a_true_value_prevents_a_match(context: ir.Context) -> None:
    module = ir.Module.parse(PROGRAM)
    before = str(module)
    apply_patterns_and_fold_greedily(module, folding(constraint=lambda *_: True).freeze())
    assert str(module) == before


def test_a_module_is_frozen_as_often_as_one_likes(context: ir.Context) -> None:
    patterns = folding()
    for _ in range(2):
        module = ir.Module.parse(PROGRAM)
        apply_patterns_and_fold_greedily(module, patterns.freeze())
        assert "value = 5 : i32" in str(module)


def test_ranges_are_lists(context: ir.Context) -> None:
    text = """
    pdl.pattern : benefit(1) {
      %types = pdl.types
      %operands = pdl.operands
      %old = pdl.operation "test.old"(%operands : !pdl.range<value>) -> (%types : !pdl.range<type>)
      pdl.rewrite %old {
        %values, %kinds = pdl.apply_native_rewrite "swap"(%operands, %types : !pdl.range<value>, !pdl.range<type>)
          : !pdl.range<value>, !pdl.range<type>
        %new = pdl.operation "test.new"(%values : !pdl.range<value>) -> (%kinds : !pdl.range<type>)
        pdl.replace %old with %new
      }
    }"""
    seen = []

    def swap(rewriter: PatternRewriter, results: PDLResultList, values: list[Any]) -> None:
        operands, types = values
        seen.append([str(type_) for type_ in types])
        results.append(operands[::-1])
        results.append(types)

    patterns = PDLModule(ir.Module.parse(text))
    patterns.register_rewrite_function("swap", swap)
    module = ir.Module.parse('%0:2 = "test.make"() : () -> (i32, i64)\n"test.old"(%0#0, %0#1) : (i32, i64) -> ()')
    apply_patterns_and_fold_greedily(module, patterns.freeze())
    assert seen == [[]]
    assert '"test.new"(%0#1, %0#0) : (i64, i32) -> ()' in str(module)


def test_a_module_that_does_not_verify_raises(context: ir.Context) -> None:
    module = ir.Module.parse(
        ADD_TO_MULTIPLY,
    )
    pattern = module.body.operations[0]
    del pattern.regions[0].blocks[0].operations[3].attributes["opName"]
    block = pattern.regions[0].blocks[0]
    list(block.operations)[-1].operation.erase()
    with pytest.raises(ir.MLIRError, match="the PDL module does not verify") as raised:
        PDLModule(module)
    assert raised.value.error_diagnostics


def test_what_is_no_module_is_refused(context: ir.Context) -> None:
    pattern = ir.Module.parse(ADD_TO_MULTIPLY).body.operations[0]
    with pytest.raises(ValueError, match=r"expected a builtin.module"):
        PDLModule(pattern)


def test_a_module_without_patterns_rewrites_nothing(context: ir.Context) -> None:
    module = ir.Module.parse(PROGRAM)
    before = str(module)
    apply_patterns_and_fold_greedily(module, PDLModule(ir.Module.create()).freeze())
    assert str(module) == before


def test_native_functions_must_be_registered(context: ir.Context) -> None:
    patterns = PDLModule(ir.Module.parse(FOLD))
    with pytest.raises(ValueError, match=r"native constraint function 'may_fold' .*register_constraint_function"):
        patterns.freeze()
    patterns.register_constraint_function("may_fold", allow)
    patterns.register_constraint_function("add", allow)
    with pytest.raises(ValueError, match=r"native rewrite function 'add' .*register_rewrite_function"):
        patterns.freeze()


def test_a_constraint_that_raises(context: ir.Context) -> None:
    def stumble(*_: Any) -> None:
        raise LookupError("no idea")

    module = ir.Module.parse(PROGRAM)
    with pytest.raises(LookupError, match="no idea") as raised:
        apply_patterns_and_fold_greedily(module, folding(constraint=stumble).freeze())
    assert raised.value.__notes__ == [
        "raised in the native constraint function 'may_fold' on 'test.add' at loc(\"model.py\":5:1)"
    ]
    assert module.operation.verify()


@pytest.mark.leaves_mlir
@pytest.mark.parametrize("apply", [apply_patterns_and_fold_greedily, walk_and_apply_patterns])
def test_a_rewrite_that_raises(context: ir.Context, apply: Any) -> None:
    def stumble(*_: Any) -> None:
        raise LookupError("no idea")

    module = ir.Module.parse(PROGRAM)
    with pytest.raises(LookupError, match="no idea") as raised:
        apply(module, folding(stumble).freeze())
    assert raised.value.__notes__ == ["raised in the native rewrite function 'add'"]
    # What comes after is as if nothing had happened.
    apply(module, folding().freeze())
    assert "value = 5 : i32" in str(module)


@pytest.mark.leaves_mlir
def test_a_rewrite_cannot_say_that_it_failed(context: ir.Context) -> None:
    with pytest.raises(RuntimeError, match="a rewrite that has begun cannot fail"):
        apply_patterns_and_fold_greedily(ir.Module.parse(PROGRAM), folding(lambda *_: True).freeze())


@pytest.mark.leaves_mlir
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda results: None, "expected 1 results, got 0"),
        (lambda results: [results.append(ir.UnitAttr.get()) for _ in range(2)], "expected 1 results, got 2"),
        (lambda results: results.append(ir.F32Type.get()), "result #0 must be an Attribute, not F32Type"),
        (lambda results: results.append(None), "result #0 must be an Attribute, not NoneType"),
    ],
)
def test_results_must_be_what_the_program_says(context: ir.Context, make: Any, message: str) -> None:
    def wrong(rewriter: PatternRewriter, results: PDLResultList, values: list[Any]) -> None:
        make(results)

    with pytest.raises(TypeError, match=message):
        apply_patterns_and_fold_greedily(ir.Module.parse(PROGRAM), folding(wrong).freeze())


def test_rewriter_and_results_end_with_the_function(context: ir.Context) -> None:
    kept: list[Any] = []

    def keep(rewriter: PatternRewriter, results: PDLResultList, values: list[Any]) -> None:
        kept.extend([rewriter, results])
        add(rewriter, results, values)

    apply_patterns_and_fold_greedily(ir.Module.parse(PROGRAM), folding(keep).freeze())
    with pytest.raises(RuntimeError, match="only while the pattern"):
        _ = kept[0].ip
    with pytest.raises(RuntimeError, match="only while the native function"):
        kept[1].append(ir.UnitAttr.get())


def test_a_constraint_has_no_insertion_point(context: ir.Context) -> None:
    def look(rewriter: PatternRewriter, results: PDLResultList, values: list[Any]) -> None:
        _ = rewriter.ip

    with pytest.raises(ValueError, match="no insertion point"):
        apply_patterns_and_fold_greedily(ir.Module.parse(PROGRAM), folding(constraint=look).freeze())


@pytest.mark.leaves_mlir
def test_a_constraint_that_changes_the_program_is_stopped(context: ir.Context) -> None:
    def erase(rewriter: PatternRewriter, results: PDLResultList, values: list[Any]) -> None:
        [operation] = values
        next(iter(operation.results[0].uses)).owner.operation.erase()
        rewriter.erase_op(operation)

    with pytest.raises(RuntimeError, match="a constraint must not"):
        apply_patterns_and_fold_greedily(ir.Module.parse(PROGRAM), folding(constraint=erase).freeze())


def test_frozen_patterns_keep_their_functions_and_let_them_go(context: ir.Context) -> None:
    def mine(*arguments: Any) -> None:
        add(*arguments)

    frozen = folding(mine).freeze()
    alive = weakref.ref(mine)
    del mine
    gc.collect()
    module = ir.Module.parse(PROGRAM)
    apply_patterns_and_fold_greedily(module, frozen)
    assert "value = 5 : i32" in str(module)
    del frozen
    gc.collect()
    assert alive() is None


@pytest.mark.leaves_mlir
@pytest.mark.parametrize("apply", [apply_patterns_and_fold_greedily, walk_and_apply_patterns])
@pytest.mark.parametrize(
    ("rewrite", "message"),
    [
        ("pdl.replace %old with (%value : !pdl.value)", "'test.old' has 2 results, but a pattern replaced it by 1"),
        ("pdl.erase %old", "'test.old' was erased by a pattern, but is still used"),
    ],
)
def test_a_program_that_would_leave_uses_of_what_is_gone_raises(
    context: ir.Context, apply: Any, rewrite: str, message: str
) -> None:
    text = """
    pdl.pattern : benefit(1) {
      %value = pdl.operand
      %types = pdl.types
      %old = pdl.operation "test.old"(%value : !pdl.value) -> (%types : !pdl.range<type>)
      pdl.rewrite %old { REWRITE }
    }"""
    frozen = PDLModule(ir.Module.parse(text.replace("REWRITE", rewrite))).freeze()
    module = ir.Module.parse("""
    func.func @f(%a: i32) -> (i32, i32) {
      %0:2 = "test.old"(%a) : (i32) -> (i32, i32)
      return %0#0, %0#1 : i32, i32
    }""")
    with pytest.raises(RuntimeError, match=message):
        apply(module, frozen)
    assert module.operation.verify()
