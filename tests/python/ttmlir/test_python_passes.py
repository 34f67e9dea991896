"""Passes written in Python: what they get, what they may do, and what becomes of their errors."""

from __future__ import annotations

import gc
import sys
import weakref

import pytest
from ttmlir_programs import FUNCTION

from ttmlir import ir
from ttmlir.passmanager import ExternalPass, PassManager

TWO_FUNCTIONS = """
func.func @f() { return }
func.func @g() { return }
"""


def names_in(operation: ir.Operation) -> list[str]:
    return [inner.attributes["sym_name"].value for inner in operation.regions[0].blocks[0].operations]


def test_a_pass_gets_the_operation_and_a_handle(module: ir.Module) -> None:
    calls = []

    def look(operation: ir.Operation, pass_: ExternalPass) -> None:
        calls.append((operation.name, type(pass_)))

    manager = PassManager("builtin.module")
    manager.add(look)
    manager.run(module.operation)
    assert calls == [("builtin.module", ExternalPass)]


def test_passes_run_between_those_of_mlir(module: ir.Module) -> None:
    seen = []

    def count(operation: ir.Operation, _: ExternalPass) -> None:
        names: list[str] = []
        operation.walk(lambda inner: names.append(inner.name) or ir.WalkResult.ADVANCE)
        seen.append(names.count("arith.addf"))

    twice = (
        "func.func @g(%a: f32) -> f32 { %0 = arith.addf %a, %a : f32 %1 = arith.addf %a, %a : f32\n return %0 : f32 }"
    )
    manager = PassManager("any")
    manager.add(count)
    manager.add("cse")
    manager.add(count)
    manager.run(ir.Module.parse(twice).operation)
    assert seen == [2, 1]


def test_a_pass_for_one_operation_is_nested(context: ir.Context) -> None:
    seen = []
    manager = PassManager("builtin.module")
    manager.add(lambda operation, _: seen.append(operation.attributes["sym_name"].value), op_name="func.func", name="n")
    manager.run(ir.Module.parse(TWO_FUNCTIONS).operation)
    assert seen == ["f", "g"]


def test_names_and_arguments_are_printed(context: ir.Context) -> None:
    manager = PassManager("builtin.module")
    manager.add(lambda operation, _: None, name="Look", argument="look-at-it", description="looks", op_name="func.func")
    assert str(manager) == "builtin.module(func.func(look-at-it))"


def test_any_callable_is_a_pass(module: ir.Module, capfd: pytest.CaptureFixture[str]) -> None:
    class Callable:
        def __init__(self) -> None:
            self.called = 0

        def __call__(self, operation: ir.Operation, _: ExternalPass) -> None:
            self.called += 1

    run = Callable()
    manager = PassManager()
    manager.add(run)
    manager.enable_ir_printing()
    manager.run(module.operation)
    manager.run(module.operation)
    assert run.called == 2
    assert capfd.readouterr().err.count("IR Dump After Callable") == 2


def test_signalling_failure_ends_the_pipeline(module: ir.Module) -> None:
    calls = []

    def refuse(operation: ir.Operation, pass_: ExternalPass) -> None:
        operation.location.emit_error("not like this")
        pass_.signal_pass_failure()

    manager = PassManager()
    manager.add(refuse)
    manager.add(lambda operation, _: calls.append(operation), name="after")
    with pytest.raises(ir.MLIRError, match=r"(?s)Failure while executing pass pipeline:.*not like this"):
        manager.run(module.operation)
    assert calls == []


def test_what_a_pass_raises_is_raised_with_a_note_of_where(context: ir.Context) -> None:
    module = ir.Module.parse('func.func @f() { return } loc("model.py":7:1)')
    error = KeyError("lost")

    def stumble(operation: ir.Operation, _: ExternalPass) -> None:
        operation.location.emit_error("it stood here")
        raise error

    manager = PassManager("builtin.module")
    manager.add(stumble, op_name="func.func")
    with pytest.raises(KeyError) as raised:
        manager.run(module.operation)
    assert raised.value is error
    [where, diagnostic] = error.__notes__
    assert where == "raised in the pass 'stumble' on 'func.func' at loc(\"model.py\":7:1)"
    assert "it stood here" in diagnostic
    assert module.operation.verify()


def test_nothing_runs_after_a_pass_that_raised(context: ir.Context) -> None:
    seen = []

    def stumble(operation: ir.Operation, _: ExternalPass) -> None:
        seen.append(operation.attributes["sym_name"].value)
        raise ValueError("no")

    manager = PassManager("builtin.module")
    manager.add(stumble, op_name="func.func")
    manager.add(lambda operation, _: seen.append("after"), name="after")
    with pytest.raises(ValueError, match="no"):
        manager.run(ir.Module.parse(TWO_FUNCTIONS).operation)
    assert seen == ["f"]
    # The manager can be used again.
    with pytest.raises(ValueError, match="no"):
        manager.run(ir.Module.parse(TWO_FUNCTIONS).operation)


def test_keyboard_interrupts_pass_through(module: ir.Module) -> None:
    def interrupted(operation: ir.Operation, _: ExternalPass) -> None:
        raise KeyboardInterrupt

    manager = PassManager()
    manager.add(interrupted)
    with pytest.raises(KeyboardInterrupt):
        manager.run(module.operation)


def test_a_pass_with_the_wrong_signature_raises(module: ir.Module) -> None:
    manager = PassManager()
    manager.add(lambda operation: None, name="short")
    with pytest.raises(TypeError, match="positional argument"):
        manager.run(module.operation)


def test_the_handle_ends_with_its_pass(module: ir.Module) -> None:
    kept: list[ExternalPass] = []
    manager = PassManager()
    manager.add(lambda operation, pass_: kept.append(pass_), name="keep")
    manager.run(module.operation)
    with pytest.raises(RuntimeError, match="only while its pass runs"):
        kept[0].signal_pass_failure()


def test_what_a_pass_looked_at_is_invalid_after_it(module: ir.Module) -> None:
    kept: list[ir.Operation] = []
    mine: list[ir.Operation] = []

    def keep(operation: ir.Operation, _: ExternalPass) -> None:
        kept.extend(operation.regions[0].blocks[0].operations)
        mine.append(ir.Operation.parse("func.func @mine() { return }"))

    manager = PassManager()
    manager.add(keep)
    manager.add("canonicalize")
    manager.run(module.operation)
    with pytest.raises(RuntimeError, match="invalidated"):
        _ = kept[0].name
    # Neither the root nor what the pass made for itself.
    assert module.operation.name == "builtin.module"
    assert mine[0].operation.name == "func.func"


def test_a_pass_cannot_take_away_what_it_runs_on(context: ir.Context) -> None:
    errors = []

    def erase(operation: ir.Operation, _: ExternalPass) -> None:
        for take in (operation.erase, operation.detach_from_parent):
            try:
                take()
            except ValueError as error:
                errors.append(str(error))

    manager = PassManager("builtin.module")
    manager.add(erase, op_name="func.func")
    module = ir.Module.parse(TWO_FUNCTIONS)
    manager.run(module.operation)
    assert errors == ["'func.func' cannot be taken away while a pass is running on 'func.func'"] * 4
    assert names_in(module.operation) == ["f", "g"]


def test_a_pass_may_erase_what_is_inside(context: ir.Context) -> None:
    def erase_g(operation: ir.Operation, _: ExternalPass) -> None:
        ir.SymbolTable(operation)["g"].erase()

    module = ir.Module.parse(TWO_FUNCTIONS)
    manager = PassManager()
    manager.add(erase_g)
    manager.run(module.operation)
    assert names_in(module.operation) == ["f"]


def test_a_running_manager_cannot_be_changed_or_run(module: ir.Module) -> None:
    manager = PassManager()
    errors = []

    def again(operation: ir.Operation, _: ExternalPass) -> None:
        for use in (lambda: manager.run(operation), lambda: manager.add("cse"), lambda: manager.add(again)):
            try:
                use()
            except RuntimeError as error:
                errors.append(str(error))

    manager.add(again)
    manager.run(module.operation)
    assert len(errors) == 3 and all("is running" in error for error in errors)


def test_a_pass_may_run_a_pipeline_on_its_operation_but_not_around_it(context: ir.Context) -> None:
    errors = []

    def inner(operation: ir.Operation, _: ExternalPass) -> None:
        PassManager("any").run(operation)
        try:
            PassManager("any").run(operation.parent)
        except ValueError as error:
            errors.append(str(error))

    manager = PassManager("builtin.module")
    manager.add(inner, op_name="func.func")
    manager.run(ir.Module.parse(TWO_FUNCTIONS).operation)
    assert errors == ["nothing can be run on 'builtin.module' while a pass is running on 'func.func'"] * 2


def test_passes_run_on_the_threads_of_the_context(context: ir.Context) -> None:
    context.enable_multithreading(True)
    text = "\n".join(f"func.func @f{number}() {{ return }}" for number in range(50))
    seen = []
    manager = PassManager("builtin.module")
    manager.add(lambda operation, _: seen.append(operation.attributes["sym_name"].value), name="s", op_name="func.func")
    manager.add("func.func(cse)")
    manager.run(ir.Module.parse(text).operation)
    assert sorted(seen) == sorted(f"f{number}" for number in range(50))


def test_a_pass_cannot_change_the_threads_it_runs_on(context: ir.Context) -> None:
    context.enable_multithreading(True)
    errors = []

    def change(operation: ir.Operation, _: ExternalPass) -> None:
        for use in (
            lambda: context.enable_multithreading(False),
            lambda: context.set_thread_pool(ir.ThreadPool()),
            lambda: PassManager("any", context).enable_ir_printing(),
        ):
            try:
                use()
            except RuntimeError as error:
                errors.append(str(error))

    manager = PassManager("builtin.module")
    manager.add(change, op_name="func.func")
    manager.run(ir.Module.parse(TWO_FUNCTIONS).operation)
    assert errors == ["the threads of a context cannot be changed while a pass is running in it"] * 6


def test_one_error_of_many_threads_is_raised(context: ir.Context) -> None:
    context.enable_multithreading(True)
    text = "\n".join(f"func.func @f{number}() {{ return }}" for number in range(50))

    def stumble(operation: ir.Operation, _: ExternalPass) -> None:
        raise ValueError(operation.attributes["sym_name"].value)

    manager = PassManager("builtin.module")
    manager.add(stumble, op_name="func.func")
    with pytest.raises(ValueError, match=r"f\d+"):
        manager.run(ir.Module.parse(text).operation)


def test_a_manager_lets_go_of_its_passes(context: ir.Context) -> None:
    def run(operation: ir.Operation, _: ExternalPass) -> None:
        pass

    manager = PassManager()
    manager.add(run)
    manager.run(ir.Module.parse(FUNCTION).operation)
    alive = weakref.ref(run)
    before = sys.getrefcount(run)
    del manager
    gc.collect()
    assert sys.getrefcount(run) < before
    del run
    assert alive() is None
