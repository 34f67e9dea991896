"""PassManager: pipelines from text, what goes wrong in them, and printing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ttmlir import ir
from ttmlir.passmanager import PassDisplayMode, PassManager

FOLDABLE = """
func.func @f() -> i32 {
  %0 = arith.constant 2 : i32
  %1 = arith.addi %0, %0 : i32
  return %1 : i32
}
"""


def test_pipelines_print_as_they_parse(context: ir.Context) -> None:
    text = "builtin.module(func.func(cse,canonicalize{max-iterations=3}),symbol-dce)"
    manager = PassManager.parse(text)
    assert str(manager).startswith("builtin.module(func.func(cse,canonicalize{")
    assert "max-iterations=3" in str(manager)
    assert str(PassManager()) == "any()"
    assert str(PassManager("func.func")) == "func.func()"
    nested = PassManager("builtin.module")
    nested.add("func.func(cse)")
    nested.add("symbol-dce")
    assert str(nested) == "builtin.module(func.func(cse),symbol-dce)"


@pytest.mark.parametrize(
    ("pipeline", "reason"),
    [
        ("builtin.module(no-such-pass)", "'no-such-pass' does not refer to a registered pass"),
        ("builtin.module(cse", "expected"),
        ("", "expected"),
        ("builtin.module(cse{no-such-option=1})", "no-such-option"),
    ],
)
def test_a_pipeline_that_does_not_parse_is_a_value_error(context: ir.Context, pipeline: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        PassManager.parse(pipeline)


@pytest.mark.leaves_mlir
def test_a_pass_for_another_operation_is_a_value_error(context: ir.Context) -> None:
    manager = PassManager("func.func")
    with pytest.raises(ValueError, match=r"restricted to 'builtin.module'.*intended to run on 'func.func'"):
        manager.add("ttir-to-ttnn-backend-pipeline")


def test_running_on_what_it_is_not_anchored_on_raises(module: ir.Module) -> None:
    with pytest.raises(ir.MLIRError, match=r"can't run 'func.func' pass manager on 'builtin.module' op"):
        PassManager.parse("func.func(cse)").run(module.operation)


def test_running_on_an_operation_of_another_context_raises(module: ir.Module) -> None:
    manager = PassManager("any", ir.Context())
    with pytest.raises(ValueError, match="different contexts"):
        manager.run(module.operation)


def test_a_pass_that_fails_raises_with_its_diagnostics_and_locations(context: ir.Context) -> None:
    context.allow_unregistered_dialects = True
    operation = ir.Operation.parse('"test.op"() : () -> ()', source_name="where.mlir")
    with pytest.raises(ir.MLIRError) as raised:
        PassManager.parse("any(cse)").run(operation)
    assert str(raised.value).startswith("Failure while executing pass pipeline:")
    [diagnostic] = raised.value.error_diagnostics
    assert "trying to schedule a pass on an unregistered operation" in diagnostic.message
    assert "where.mlir" in str(diagnostic.location)


def test_the_verifier_runs_after_each_pass_unless_it_is_turned_off(context: ir.Context) -> None:
    def break_it(operation: ir.Operation, _: object) -> None:
        del operation.regions[0].blocks[0].operations[0].attributes["function_type"]

    for enable in (True, False):
        broken = ir.Module.parse(FOLDABLE)
        manager = PassManager()
        manager.enable_verifier(enable)
        manager.add(break_it)
        if enable:
            with pytest.raises(ir.MLIRError, match="requires attribute 'function_type'"):
                manager.run(broken.operation)
        else:
            manager.run(broken.operation)


def test_ir_is_printed_before_and_after_passes(context: ir.Context, capfd: pytest.CaptureFixture[str]) -> None:
    manager = PassManager.parse("builtin.module(func.func(canonicalize),cse)")
    manager.enable_ir_printing(print_before_all=True, print_module_scope=True)
    manager.run(ir.Module.parse(FOLDABLE).operation)
    printed = capfd.readouterr().err
    for title in ("Before Canonicalizer", "After Canonicalizer", "Before CSE", "After CSE"):
        assert f"IR Dump {title}" in printed
    assert printed.count("module {") == 4


def test_only_changes_are_printed_when_asked(context: ir.Context, capfd: pytest.CaptureFixture[str]) -> None:
    manager = PassManager.parse("builtin.module(cse,canonicalize,cse)")
    manager.enable_ir_printing(print_after_change=True)
    manager.run(ir.Module.parse(FOLDABLE).operation)
    assert re.findall(r"After (\w+)", capfd.readouterr().err) == ["Canonicalizer"]


def test_only_failures_are_printed_when_asked(context: ir.Context, capfd: pytest.CaptureFixture[str]) -> None:
    manager = PassManager.parse("builtin.module(cse)")
    manager.add(lambda operation, pass_: pass_.signal_pass_failure(), name="refuse")
    manager.enable_ir_printing(print_after_failure=True)
    with pytest.raises(ir.MLIRError):
        manager.run(ir.Module.parse(FOLDABLE).operation)
    assert re.findall(r"IR Dump After (\w+) Failed", capfd.readouterr().err) == ["refuse"]


def test_printing_elides_what_is_large_and_shows_locations(
    context: ir.Context, capfd: pytest.CaptureFixture[str]
) -> None:
    constant = "arith.constant dense<[1, 2, 3, 4]> : tensor<4xi32>"
    manager = PassManager.parse("builtin.module(cse)")
    manager.enable_ir_printing(large_elements_limit=2, enable_debug_info=True, print_generic_op_form=True)
    manager.run(ir.Module.parse(f"func.func @f() {{ %0 = {constant}\n return }}").operation)
    printed = capfd.readouterr().err
    assert '"func.func"' in printed and "loc(" in printed
    assert "[1, 2, 3, 4]" not in printed


def test_printing_into_a_folder_makes_a_file_for_each_pass(
    context: ir.Context, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    manager = PassManager.parse("builtin.module(func.func(canonicalize),cse)")
    manager.enable_ir_printing(tree_printing_dir_path=str(tmp_path))
    manager.run(ir.Module.parse(FOLDABLE).operation)
    files = sorted(path.name for path in tmp_path.rglob("*.mlir"))
    assert [re.sub(r"^[\d_]+", "", name) for name in files] == ["canonicalize.mlir", "cse.mlir"] or len(files) == 2
    assert "IR Dump" not in capfd.readouterr().err


@pytest.mark.parametrize("mode", [PassDisplayMode.LIST, PassDisplayMode.PIPELINE])
def test_statistics_are_printed(context: ir.Context, capfd: pytest.CaptureFixture[str], mode: PassDisplayMode) -> None:
    manager = PassManager.parse("builtin.module(cse)")
    manager.enable_statistics(mode)
    manager.run(ir.Module.parse(FOLDABLE).operation)
    # LLVM's releases count nothing; the report is there all the same.
    assert "Pass statistics report" in capfd.readouterr().err


def test_timing_is_printed_when_the_manager_goes_away(context: ir.Context, capfd: pytest.CaptureFixture[str]) -> None:
    manager = PassManager.parse("builtin.module(cse)")
    manager.enable_timing()
    manager.run(ir.Module.parse(FOLDABLE).operation)
    del manager
    assert "Execution time report" in capfd.readouterr().err


def test_capsules_do_not_make_a_second_owner(context: ir.Context) -> None:
    manager = PassManager.parse("builtin.module(cse)")
    capsule = manager._CAPIPtr
    assert '"ttmlir.passmanager.PassManager._CAPIPtr"' in repr(capsule)
    assert PassManager._CAPICreate(capsule) is manager
    manager._testing_release()
    with pytest.raises(RuntimeError, match="released"):
        manager.add("cse")
    taken = PassManager._CAPICreate(capsule)
    assert taken is not manager
    assert str(taken) == "builtin.module(cse)"
    taken.run(ir.Module.parse(FOLDABLE).operation)
