"""Locations, diagnostics and passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ttmlir import ir
from ttmlir.passmanager import PassManager

pytestmark = pytest.mark.usefixtures("context")


def test_locations_have_parts() -> None:
    place = ir.Location.file("model.py", 3, 5)
    assert (place.filename, place.start_line, place.start_col) == ("model.py", 3, 5)
    assert str(place) == 'loc("model.py":3:5)'
    name = ir.Location.name("layer", place)
    assert (name.name_str, name.child_loc) == ("layer", place)
    assert name.is_a_name()
    call = ir.Location.callsite(place, [ir.Location.file("main.py", 1, 1)])
    assert call.callee == place
    assert call.caller.filename == "main.py"
    assert ir.Location.fused([place, name]).locations == [place, name]
    with pytest.raises(ValueError, match="not a file location"):
        _ = name.filename


def test_the_current_location_is_that_of_the_block() -> None:
    place = ir.Location.file("model.py", 3, 5)
    with place:
        assert ir.Location.current == place
        assert ir.Module.create().operation.location == place
    assert ir.Location.current == ir.Location.unknown()


def test_locations_are_taken_from_the_stack() -> None:
    with ir.loc_tracebacks(max_depth=2):
        module = ir.Module.create()
    text = str(module.operation.location)
    assert "test_locations_are_taken_from_the_stack" in text
    assert __file__ in text
    assert text.count("callsite") == 1


def test_an_error_has_message_location_and_notes(module: ir.Module) -> None:
    body = module.body.operations[0].regions[0].blocks[0]
    body.operations[0].move_after(body.operations[1])
    with pytest.raises(ir.MLIRError) as caught:
        module.operation.verify()
    [diagnostic] = caught.value.error_diagnostics
    assert diagnostic.severity == ir.DiagnosticSeverity.ERROR
    assert "does not dominate this use" in diagnostic.message
    assert diagnostic.notes[0].severity == ir.DiagnosticSeverity.NOTE
    assert str(caught.value).startswith('Verification failed:\nerror: "-":4:')
    assert isinstance(caught.value, RuntimeError)


def test_parse_errors_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bad.mlir"
    path.write_text("func.func @f() {\n  return %x : i32\n}\n")
    with pytest.raises(ir.MLIRError, match=r"bad.mlir\":2:10: use of undeclared SSA value name"):
        ir.Module.parseFile(str(path))
    with pytest.raises(FileNotFoundError, match=r"missing.mlir"):
        ir.Module.parseFile(str(tmp_path / "missing.mlir"))


def test_handlers_see_diagnostics(context: ir.Context) -> None:
    seen: list[str] = []

    def handle(diagnostic: ir.Diagnostic) -> bool:
        seen.append(f"{diagnostic.severity.name} {diagnostic.location} {diagnostic.message}")
        return True

    with context.attach_diagnostic_handler(handle) as handler:
        ir.Location.file("a.mlir", 1, 2).emit_error("wrong")
        assert handler.attached
    assert seen == ['ERROR loc("a.mlir":1:2) wrong']
    assert not handler.attached


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_handler_that_raises_does_not_end_the_process(context: ir.Context) -> None:
    with (
        context.attach_diagnostic_handler(lambda diagnostic: 1 // 0) as handler,
        context.attach_diagnostic_handler(lambda diagnostic: False),
    ):
        ir.Location.unknown().emit_error("wrong")
        assert handler.had_error


def test_a_diagnostic_is_not_used_after_its_handler(context: ir.Context) -> None:
    kept: list[ir.Diagnostic] = []
    with context.attach_diagnostic_handler(lambda diagnostic: kept.append(diagnostic) or True):
        ir.Location.unknown().emit_error("wrong")
    with pytest.raises(ValueError, match="outside of the handler"):
        _ = kept[0].message


def test_a_pipeline_is_parsed_extended_and_printed() -> None:
    manager = PassManager.parse("builtin.module(canonicalize)")
    manager.add("cse")
    assert str(manager).startswith("builtin.module(canonicalize")
    assert str(manager).endswith("cse)")


@pytest.mark.parametrize(
    ("pipeline", "message"),
    [("builtin.module(no-such-pass)", "'no-such-pass' does not refer to a registered pass"),
     ("builtin.module(canonicalize{no-such-option=1})", "no such option no-such-option"),
     ("builtin.module(", "expected|unbalanced|missing")],
)  # fmt: skip
def test_a_wrong_pipeline_is_a_value_error(pipeline: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PassManager.parse(pipeline)


def test_a_pipeline_for_another_operation_is_refused(module: ir.Module) -> None:
    manager = PassManager.parse("func.func(canonicalize)")
    with pytest.raises(ir.MLIRError, match=r"can't run 'func.func' pass manager on 'builtin.module' op"):
        manager.run(module.operation)


def test_passes_print_the_ir(module: ir.Module, capfd: pytest.CaptureFixture[str]) -> None:
    manager = PassManager.parse("builtin.module(cse)")
    manager.enable_ir_printing(print_before_all=True)
    manager.run(module.operation)
    printed = capfd.readouterr().err
    assert "IR Dump Before CSE" in printed
    assert "IR Dump After CSE" in printed


def test_passes_run_in_one_context_only(module: ir.Module) -> None:
    with ir.Context():
        manager = PassManager.parse("builtin.module(cse)")
    with pytest.raises(ValueError, match="different contexts"):
        manager.run(module.operation)


def test_the_text_of_a_large_operation_is_cut() -> None:
    lines = "\n".join(f"  %{i} = arith.constant {i} : i32" for i in range(2000))
    module = ir.Module.parse(f"func.func @f() {{\n{lines}\n  return\n}}")
    function = module.body.operations[0]
    function.regions[0].blocks[0].operations[-1].erase()
    with pytest.raises(ir.MLIRError, match="terminator") as caught:
        module.operation.verify()
    assert len(str(caught.value)) < 5000
