"""Patterns written in Python."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from ttmlir_programs import FUNCTION

from ttmlir import ir, rewrite
from ttmlir.dialects import arith
from ttmlir.passmanager import PassManager
from ttmlir.rewrite import (
    FrozenRewritePatternSet,
    GreedyRewriteConfig,
    GreedyRewriteStrictness,
    GreedySimplifyRegionLevel,
    PatternRewriter,
    RewritePatternSet,
    apply_patterns_and_fold_greedily,
    walk_and_apply_patterns,
)

ADD = """
func.func @add(%a: i64, %b: i64) -> i64 {
  %0 = arith.addi %a, %b : i64 loc("model.py":3:1)
  return %0 : i64
}
"""
Apply = Callable[[Any, FrozenRewritePatternSet], None]
both = pytest.mark.parametrize("apply", [apply_patterns_and_fold_greedily, walk_and_apply_patterns])


def frozen(*patterns: tuple[Any, ...]) -> FrozenRewritePatternSet:
    patterns_ = RewritePatternSet()
    for pattern in patterns:
        patterns_.add(*pattern)
    return patterns_.freeze()


def to_muli(op: arith.AddIOp, rewriter: PatternRewriter) -> None:
    with rewriter.ip:
        product = arith.MulIOp(op.lhs, op.rhs, loc=op.location)
    rewriter.replace_op(op, product)


def names(module: ir.Module) -> list[str]:
    found: list[str] = []
    module.operation.walk(lambda op: found.append(op.name) or ir.WalkResult.ADVANCE)
    return [name for name in found if name.startswith("arith.")]


@both
@pytest.mark.parametrize("root", [arith.AddIOp, "arith.addi"])
@pytest.mark.parametrize("target", [lambda module: module, lambda module: module.operation])
def test_a_pattern_replaces_an_operation(
    context: ir.Context, apply: Apply, root: Any, target: Callable[[ir.Module], Any]
) -> None:
    module = ir.Module.parse(ADD)
    apply(target(module), frozen((root, to_muli)))
    assert names(module) == ["arith.muli"]
    assert module.operation.verify()


@both
def test_a_pattern_gets_the_class_of_the_operation_and_replaces_by_values(context: ir.Context, apply: Apply) -> None:
    def forward(op: ir.OpView, rewriter: PatternRewriter) -> None:
        assert type(op) is arith.AddIOp and type(rewriter) is PatternRewriter
        rewriter.replace_op(op, [op.lhs])

    module = ir.Module.parse(ADD)
    apply(module, frozen((arith.AddIOp, forward)))
    assert "return %arg0" in str(module)


@both
def test_a_true_value_means_that_nothing_matched(context: ir.Context, apply: Apply) -> None:
    calls: list[str] = []

    def no(op: ir.OpView, rewriter: PatternRewriter) -> bool:
        calls.append("no")
        return True

    module = ir.Module.parse(ADD)
    apply(module, frozen((arith.AddIOp, no, 2), (arith.AddIOp, to_muli, 1)))
    assert calls == ["no"]
    assert names(module) == ["arith.muli"]


@both
def test_the_greatest_benefit_goes_first(context: ir.Context, apply: Apply) -> None:
    def wrong(op: ir.OpView, rewriter: PatternRewriter) -> None:
        raise AssertionError("the other one comes first")

    apply(ir.Module.parse(ADD), frozen((arith.AddIOp, wrong), (arith.AddIOp, to_muli, 7)))


@both
def test_unused_operations_are_erased(context: ir.Context, apply: Apply) -> None:
    def erase(op: ir.OpView, rewriter: PatternRewriter) -> None:
        rewriter.erase_op(op)

    module = ir.Module.parse('func.func @f() { "arith.constant"() <{value = 1 : i32}> : () -> i32\n return }')
    apply(module, frozen(("arith.constant", erase)))
    assert names(module) == []


def test_wrappers_know_what_was_erased_and_what_was_not(module: ir.Module) -> None:
    add, multiply, _ = module.body.operations[0].regions[0].blocks[0].operations

    def double(op: arith.MulFOp, rewriter: PatternRewriter) -> None:
        with rewriter.ip:
            rewriter.replace_op(op, arith.AddFOp(op.lhs, op.rhs))

    apply_patterns_and_fold_greedily(module, frozen((arith.MulFOp, double)))
    assert add.operation.name == "arith.addf"
    with pytest.raises(RuntimeError, match="invalidated"):
        _ = multiply.operation.name


def test_folding_and_dead_code_invalidate_wrappers(context: ir.Context) -> None:
    module = ir.Module.parse("func.func @f() { %0 = arith.constant 1 : i32\n return }")
    constant = module.body.operations[0].regions[0].blocks[0].operations[0]
    apply_patterns_and_fold_greedily(module, frozen())
    with pytest.raises(RuntimeError, match="invalidated"):
        _ = constant.operation.name


@both
def test_what_a_pattern_raises_is_raised_with_a_note_of_where(context: ir.Context, apply: Apply) -> None:
    error = LookupError("lost")
    calls: list[str] = []

    def stumble(op: ir.OpView, rewriter: PatternRewriter) -> None:
        calls.append(op.operation.name)
        op.location.emit_error("it stood here")
        raise error

    module = ir.Module.parse(ADD + ADD.replace("@add", "@more"))
    with pytest.raises(LookupError) as raised:
        apply(module, frozen((arith.AddIOp, stumble)))
    assert raised.value is error
    assert calls == ["arith.addi"]
    assert error.__notes__[0] == "raised in the pattern 'stumble' on 'arith.addi' at loc(\"model.py\":3:1)"
    assert "model.py" in error.__notes__[1] and "it stood here" in error.__notes__[1]
    assert module.operation.verify()


@both
def test_raising_after_replacing_is_safe(context: ir.Context, apply: Apply) -> None:
    def stumble(op: ir.OpView, rewriter: PatternRewriter) -> None:
        to_muli(op, rewriter)
        raise ValueError("late")

    module = ir.Module.parse(ADD)
    with pytest.raises(ValueError, match="late"):
        apply(module, frozen((arith.AddIOp, stumble), ("arith.addi", to_muli)))
    assert module.operation.verify()


@both
def test_saying_that_it_did_not_match_after_replacing_raises(context: ir.Context, apply: Apply) -> None:
    def confused(op: ir.OpView, rewriter: PatternRewriter) -> bool:
        to_muli(op, rewriter)
        return True

    with pytest.raises(RuntimeError, match="said that it did not match"):
        apply(ir.Module.parse(ADD), frozen((arith.AddIOp, confused), ("arith.addi", to_muli)))


@both
def test_erasing_without_the_rewriter_is_heard_of(context: ir.Context, apply: Apply) -> None:
    def behind_its_back(op: arith.AddIOp, rewriter: PatternRewriter) -> None:
        with rewriter.ip:
            product = arith.MulIOp(op.lhs, op.rhs)
        op.result.replace_all_uses_with(product.result)
        op.operation.erase()

    module = ir.Module.parse(ADD)
    apply(module, frozen((arith.AddIOp, behind_its_back)))
    assert names(module) == ["arith.muli"]


@both
def test_a_rewriter_ends_with_its_pattern(context: ir.Context, apply: Apply) -> None:
    kept: list[PatternRewriter] = []

    def keep(op: ir.OpView, rewriter: PatternRewriter) -> bool:
        kept.append(rewriter)
        return True

    module = ir.Module.parse(ADD)
    apply(module, frozen((arith.AddIOp, keep)))
    add = module.body.operations[0].regions[0].blocks[0].operations[0]
    for use in (
        lambda: kept[0].ip,
        lambda: kept[0].erase_op(add),
        lambda: kept[0].replace_op(add, add),
        lambda: kept[0].replace_op(add, [add.lhs]),
    ):
        with pytest.raises(RuntimeError, match="only while the pattern"):
            use()
    assert add.operation.verify()


def replacing(make: Callable[[arith.AddIOp, PatternRewriter], None], text: str = ADD) -> ir.Module:
    module = ir.Module.parse(text)
    apply_patterns_and_fold_greedily(module, frozen((arith.AddIOp, make)))
    return module


def test_replacements_are_checked(context: ir.Context) -> None:
    def detached(op: arith.AddIOp, rewriter: PatternRewriter) -> None:
        rewriter.replace_op(op, arith.MulIOp(op.lhs, op.rhs, ip=False))

    def detached_value(op: arith.AddIOp, rewriter: PatternRewriter) -> None:
        rewriter.replace_op(op, [arith.MulIOp(op.lhs, op.rhs, ip=False).result])

    for make, message in (
        (lambda op, rewriter: rewriter.replace_op(op, op), "by itself"),
        (lambda op, rewriter: rewriter.replace_op(op, [op.result]), "value #0 is defined by 'arith.addi'"),
        (lambda op, rewriter: rewriter.replace_op(op, []), "has 1 results, but got 0 values"),
        (lambda op, rewriter: rewriter.replace_op(op, op.operation.parent), "by itself|'func.func' has 0"),
        (lambda op, rewriter: rewriter.erase_op(op), "result #0 is still used by 'func.return'"),
        (lambda op, rewriter: rewriter.erase_op(op.operation.parent.operation.parent), "in no block|taken away"),
        (detached, "is in no block: insert it at `rewriter.ip` first"),
        (detached_value, "value #0 is a result of 'arith.muli', which is in no block"),
    ):
        with pytest.raises(ValueError, match=message):
            replacing(make)


def test_the_insertion_point_survives_the_operation(context: ir.Context) -> None:
    def late(op: arith.AddIOp, rewriter: PatternRewriter) -> None:
        lhs = op.lhs
        rewriter.replace_op(op, [lhs])
        with rewriter.ip:
            arith.MulIOp(lhs, lhs)

    module = ir.Module.parse(ADD)
    walk_and_apply_patterns(module, frozen((arith.AddIOp, late)))
    assert names(module) == ["arith.muli"]


@both
def test_the_root_and_what_is_around_it_cannot_be_taken_away(context: ir.Context, apply: Apply) -> None:
    def erase_function(op: ir.OpView, rewriter: PatternRewriter) -> None:
        op.operation.parent.operation.erase()

    module = ir.Module.parse(ADD)
    with pytest.raises(ValueError, match=r"'func.func' cannot be taken away while patterns are being applied"):
        apply(module.body.operations[0].operation, frozen((arith.AddIOp, erase_function)))


@both
def test_nothing_else_runs_on_what_is_being_rewritten(context: ir.Context, apply: Apply) -> None:
    module = ir.Module.parse(ADD)
    inner = frozen()

    def nested(op: ir.OpView, rewriter: PatternRewriter) -> None:
        apply(module, inner)

    def pipeline(op: ir.OpView, rewriter: PatternRewriter) -> None:
        PassManager("any").run(op.operation.parent)

    for pattern in (nested, pipeline):
        with pytest.raises(ValueError, match=r"while patterns are being applied to 'builtin.module'"):
            apply(module, frozen((arith.AddIOp, pattern)))


def test_a_pattern_may_rewrite_something_else(context: ir.Context) -> None:
    other = ir.Module.parse(ADD)
    inner = frozen((arith.AddIOp, to_muli))

    def nested(op: ir.OpView, rewriter: PatternRewriter) -> bool:
        apply_patterns_and_fold_greedily(other, inner)
        return True

    apply_patterns_and_fold_greedily(ir.Module.parse(ADD), frozen((arith.AddIOp, nested)))
    assert names(other) == ["arith.muli"]


def test_patterns_that_never_end_raise(context: ir.Context) -> None:
    def again(op: arith.AddIOp, rewriter: PatternRewriter) -> None:
        with rewriter.ip:
            rewriter.replace_op(op, arith.AddIOp(op.rhs, op.lhs))

    with pytest.raises(ir.MLIRError, match="failed to converge"):
        replacing(again)


def test_patterns_run_in_python_passes(context: ir.Context) -> None:
    patterns = frozen((arith.AddIOp, to_muli))
    manager = PassManager("any")
    manager.add(lambda op, _: apply_patterns_and_fold_greedily(op, patterns), name="rewrite")
    module = ir.Module.parse(ADD)
    manager.run(module.operation)
    assert names(module) == ["arith.muli"]


def test_an_error_of_a_pattern_in_a_python_pass_is_raised(context: ir.Context) -> None:
    def stumble(op: ir.OpView, rewriter: PatternRewriter) -> None:
        raise ValueError("deep inside")

    patterns = frozen((arith.AddIOp, stumble))
    manager = PassManager("any")
    manager.add(lambda op, _: apply_patterns_and_fold_greedily(op, patterns), name="rewrite")
    with pytest.raises(ValueError, match="deep inside") as raised:
        manager.run(ir.Module.parse(ADD).operation)
    assert [note.split(" on ")[0] for note in raised.value.__notes__] == [
        "raised in the pattern 'stumble'",
        "raised in the pass 'rewrite'",
    ]


def test_a_pattern_set_is_frozen_once(context: ir.Context) -> None:
    patterns = RewritePatternSet()
    patterns.add("arith.addi", to_muli)
    patterns.freeze()
    for use in (patterns.freeze, lambda: patterns.add("arith.addi", to_muli)):
        with pytest.raises(RuntimeError, match="was frozen"):
            use()


def test_roots_and_benefits_are_checked(context: ir.Context) -> None:
    patterns = RewritePatternSet()
    with pytest.raises(TypeError, match="an OpView class or an operation's name"):
        patterns.add(int, to_muli)
    with pytest.raises(TypeError, match="an OpView class or an operation's name"):
        patterns.add(3, to_muli)
    with pytest.raises(ValueError, match="must not be empty"):
        patterns.add("", to_muli)
    with pytest.raises(ValueError, match="between 0 and 65534"):
        patterns.add("arith.addi", to_muli, 65535)


def test_patterns_belong_to_a_context(context: ir.Context) -> None:
    patterns = frozen((arith.AddIOp, to_muli))
    with ir.Context():
        other = ir.Module.parse(ADD)
    with pytest.raises(ValueError, match="different contexts"):
        apply_patterns_and_fold_greedily(other, patterns)


def test_frozen_patterns_keep_what_they_need_and_let_it_go() -> None:
    gc.collect()
    before = ir.Context._get_live_count()

    def pattern(op: arith.AddIOp, rewriter: PatternRewriter) -> None:
        to_muli(op, rewriter)

    with ir.Context():
        patterns = frozen((arith.AddIOp, pattern))
        module = ir.Module.parse(ADD)
    alive = weakref.ref(pattern)
    del pattern
    gc.collect()
    apply_patterns_and_fold_greedily(module, patterns)
    assert names(module) == ["arith.muli"]
    del module, patterns
    gc.collect()
    assert alive() is None
    assert ir.Context._get_live_count() == before


def test_capsules_do_not_make_a_second_owner(context: ir.Context) -> None:
    patterns = frozen((arith.AddIOp, to_muli))
    assert FrozenRewritePatternSet._CAPICreate(patterns._CAPIPtr) is patterns


def test_the_configuration_holds_what_is_put_in() -> None:
    config = GreedyRewriteConfig()
    values: dict[str, Any] = {
        "max_iterations": 5,
        "max_num_rewrites": 50,
        "use_top_down_traversal": True,
        "enable_folding": False,
        "strictness": GreedyRewriteStrictness.EXISTING_AND_NEW_OPS,
        "region_simplification_level": GreedySimplifyRegionLevel.NORMAL,
        "enable_constant_cse": False,
    }
    for name, value in values.items():
        assert getattr(config, name) != value
        setattr(config, name, value)
        assert getattr(config, name) == value


def test_the_configuration_is_followed(context: ir.Context) -> None:
    text = """func.func @f() -> (i64, i64) {
      %0 = arith.constant 1 : i64
      %1 = arith.constant 1 : i64
      return %0, %1 : i64, i64
    }"""
    config = GreedyRewriteConfig()
    config.enable_constant_cse = False
    module = ir.Module.parse(text)
    apply_patterns_and_fold_greedily(module, frozen(), config)
    assert names(module) == ["arith.constant"] * 2
    config.enable_constant_cse = True
    apply_patterns_and_fold_greedily(module, frozen(), config)
    assert names(module) == ["arith.constant"]


def test_a_pattern_gets_an_operation_without_a_class_too(context: ir.Context) -> None:
    context.allow_unregistered_dialects = True

    def erase(op: ir.OpView, rewriter: PatternRewriter) -> None:
        rewriter.erase_op(op)

    module = ir.Module.parse('"test.op"() : () -> ()')
    apply_patterns_and_fold_greedily(module, frozen(("test.op", erase)))
    assert str(module) == "module {\n}\n"


def test_the_module_offers_what_mlirs_own_does() -> None:
    expected = {
        "FrozenRewritePatternSet", "GreedyRewriteConfig", "GreedyRewriteStrictness", "GreedySimplifyRegionLevel",
        "PDLModule", "PDLResultList", "PatternRewriter", "RewritePatternSet", "apply_patterns_and_fold_greedily",
        "walk_and_apply_patterns",
    }  # fmt: skip
    assert expected <= set(dir(rewrite))
    assert FUNCTION
