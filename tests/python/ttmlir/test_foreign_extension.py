"""An extension of another project, over NanobindAdaptors.h: objects go there and come back as what they were."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ttmlir import ir
from ttmlir.passmanager import PassManager
from ttmlir.rewrite import FrozenRewritePatternSet, PatternRewriter, RewritePatternSet, apply_patterns_and_fold_greedily

FOLDER = Path(ir.__file__).parents[2] / "tests" / "extension"
CALLS = "func.func @f(%a: i32) -> i32 { %0 = arith.addi %a, %a : i32 return %0 : i32 }"


@pytest.fixture(scope="module")
def foreign() -> ModuleType:
    sys.path.insert(0, str(FOLDER))
    try:
        import foreign_extension
    finally:
        sys.path.remove(str(FOLDER))
    return foreign_extension


def test_it_has_a_nanobind_of_its_own(foreign: ModuleType) -> None:
    linked = subprocess.run(["ldd", foreign.__file__], capture_output=True, text=True, check=True).stdout
    assert "libnanobind-tenon" not in linked
    assert "libTenonCAPI.so" in linked


def test_objects_come_back_as_what_they_were(foreign: ModuleType, module: ir.Module) -> None:
    function = module.body.operations[0]
    add = function.regions[0].blocks[0].operations[0]
    map_ = ir.AffineMap.get_identity(2)
    location = ir.Location.file("a.py", 1, 2)
    assert foreign.module(module) is module
    assert foreign.operation(add.operation) is add.operation
    assert foreign.operation(add) is add.operation
    for way, given in (
        (foreign.affine_map, map_),
        (foreign.attribute, ir.IntegerAttr.get(ir.IndexType.get(), 3)),
        (foreign.location, location),
        (foreign.type, add.result.type),
        (foreign.type_id, add.result.type.typeid),
        (foreign.value, add.result),
        (foreign.value, add.operands[0]),
    ):
        returned = way(given)
        assert returned == given
        assert type(returned) is type(given)
    assert foreign.arguments_of(function.regions[0].blocks[0]) == 2


def test_contexts_go_there_and_none_is_the_current_one(foreign: ModuleType, context: ir.Context) -> None:
    assert foreign.threads_of(context) == foreign.threads_of(None) == 1
    assert foreign.i(7, context) == ir.IntegerType.get_signless(7)
    assert type(foreign.i(7, None)) is ir.IntegerType
    assert foreign.location_or_current(None) == ir.Location.unknown()


def test_registries_go_there(foreign: ModuleType) -> None:
    registry = ir.DialectRegistry()
    foreign.register_arith(registry)
    context = ir._BaseContext()
    context.append_dialect_registry(registry)
    assert context.dialects["arith"] is not None


def test_what_is_not_mlirs_is_refused(foreign: ModuleType, context: ir.Context) -> None:
    for way in (foreign.attribute, foreign.type, foreign.operation, foreign.module, foreign.value):
        with pytest.raises(TypeError, match="incompatible function arguments"):
            way(3)
    with pytest.raises(TypeError):
        foreign.attribute(ir.IndexType.get())


def test_operations_of_mlir_get_wrappers(foreign: ModuleType, module: ir.Module) -> None:
    function = module.body.operations[0].operation
    assert foreign.name_of(function) == "func.func"
    assert foreign.parent_of(function) is module.operation
    assert foreign.none() is None


def test_a_module_that_was_made_there_belongs_to_python(foreign: ModuleType, context: ir.Context) -> None:
    gc.collect()
    before = context._get_live_module_count()
    made = foreign.parse(CALLS, context)
    assert type(made) is ir.Module
    assert made.body.operations[0].attributes["sym_name"].value == "f"
    assert context._get_live_module_count() == before + 1
    del made
    gc.collect()
    assert context._get_live_module_count() == before


def test_pass_managers_are_run_there(foreign: ModuleType, context: ir.Context) -> None:
    calls = []
    manager = PassManager("builtin.module")
    manager.add("canonicalize")
    manager.add(lambda operation, _: calls.extend(operation.regions[0].blocks[0]), name="look")
    assert foreign.run(manager, ir.Module.parse(CALLS).operation)
    with pytest.raises(RuntimeError, match="invalidated"):
        _ = calls[0].name


def test_errors_of_passes_run_there_become_diagnostics(foreign: ModuleType, context: ir.Context) -> None:
    def stumble(operation: ir.Operation, _: Any) -> None:
        raise ValueError("no idea")

    messages = []
    manager = PassManager("builtin.module")
    manager.add(stumble)
    with context.attach_diagnostic_handler(lambda diagnostic: messages.append(diagnostic.message) or True):
        assert not foreign.run(manager, ir.Module.parse(CALLS).operation)
    [message] = messages
    assert "the pass 'stumble' on 'builtin.module'" in message and "raised ValueError: no idea" in message


def test_patterns_are_applied_there(foreign: ModuleType, context: ir.Context) -> None:
    kept = []

    def forward(op: Any, rewriter: PatternRewriter) -> None:
        kept.append(op.operation.parent)
        rewriter.replace_op(op, [op.lhs])

    patterns = RewritePatternSet()
    patterns.add("arith.addi", forward)
    module = ir.Module.parse(CALLS)
    assert foreign.apply(module, patterns.freeze())
    assert "return %arg0" in str(module)
    with pytest.raises(RuntimeError, match="invalidated"):
        _ = kept[0].operation.name


def test_errors_of_patterns_applied_there_become_diagnostics(foreign: ModuleType, context: ir.Context) -> None:
    def stumble(op: Any, rewriter: PatternRewriter) -> None:
        raise ValueError("no idea")

    patterns = RewritePatternSet()
    patterns.add("arith.addi", stumble)
    messages = []
    with context.attach_diagnostic_handler(lambda diagnostic: messages.append(diagnostic.message) or True):
        foreign.apply(ir.Module.parse(CALLS), patterns.freeze())
    assert messages and all("the pattern 'stumble' on 'arith.addi'" in message for message in messages)


def test_patterns_that_were_made_there_are_applied_here(foreign: ModuleType, context: ir.Context) -> None:
    context.allow_unregistered_dialects = True
    patterns = FrozenRewritePatternSet._CAPICreate(foreign.make_patterns(context))
    module = ir.Module.parse('"test.erase"() : () -> ()')
    wrapper = module.body.operations[0]
    apply_patterns_and_fold_greedily(module, patterns)
    assert str(module) == "module {\n}\n"
    with pytest.raises(RuntimeError, match="invalidated"):
        _ = wrapper.operation.name


def test_classes_derive_from_those_of_the_package(foreign: ModuleType, context: ir.Context) -> None:
    wide = foreign.WideType.get(100)
    assert isinstance(wide, ir.Type) and isinstance(wide, foreign.WideType)
    assert wide.width == 100
    assert foreign.WideType(ir.IntegerType.get_signless(65)).width == 65
    with pytest.raises(ValueError, match="WideType"):
        foreign.WideType(ir.IntegerType.get_signless(8))
    assert isinstance(foreign.TrueAttr(ir.BoolAttr.get(True)), ir.Attribute)
    with pytest.raises(ValueError, match="TrueAttr"):
        foreign.TrueAttr(ir.BoolAttr.get(False))
