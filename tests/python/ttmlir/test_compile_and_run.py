"""Compiling in processes of their own: results, refusals, and crashes that stay there."""

from __future__ import annotations

from pathlib import Path

import pytest

from ttmlir import _worker, compile_and_run, ir
from ttmlir.compile_and_run import ModuleDialect

ADD = """
func.func @main(%a: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = "ttir.add"(%a, %a) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32> loc("sum")
  return %0 : tensor<2x3xf32>
}
"""


def test_from_ttir_to_a_run(context: ir.Context, tmp_path: Path) -> None:
    module = ir.Module.parse(ADD)
    before = str(module)
    lowered = compile_and_run.ttir_to_ttnn(module)
    assert str(module) == before
    assert lowered.context == context
    assert "ttnn.add" in str(lowered)
    path = str(tmp_path / "program.ttnn")
    assert compile_and_run.ttnn_to_flatbuffer(lowered, path) == path
    assert compile_and_run.run_flatbuffer(path) == 0


def test_from_ttir_to_a_run_on_the_card(context: ir.Context, tmp_path: Path) -> None:
    lowered = compile_and_run.ttir_to_ttmetal(ir.Module.parse(ADD))
    assert "ttmetal.enqueue_program" in str(lowered)
    path = str(tmp_path / "program.ttm")
    assert compile_and_run.ttmetal_to_flatbuffer(lowered, path) == path
    assert compile_and_run.run_flatbuffer(path) == 0


def test_text_is_taken(tmp_path: Path) -> None:
    assert 'loc("sum")' in compile_and_run.ttir_to_ttnn(ADD).operation.get_asm(enable_debug_info=True)


def test_what_the_compiler_refuses(context: ir.Context) -> None:
    with pytest.raises(RuntimeError, match=r"/nowhere/system\.ttsys.: No such file"):
        compile_and_run.ttir_to_ttnn(ADD, "/nowhere/system.ttsys")
    with pytest.raises(RuntimeError, match="run ttir-to-ttnn-backend-pipeline first"):
        compile_and_run.ttnn_to_flatbuffer(ir.Module.parse(ADD))


def test_a_file_that_cannot_be_run(tmp_path: Path) -> None:
    assert compile_and_run.run_flatbuffer(tmp_path / "missing.ttnn") != 0


@pytest.mark.parametrize(
    ("function", "arguments", "end"),
    [
        ("os:abort", (), "was ended by SIGABRT"),
        ("os:_exit", (7,), "ended with status 7"),
        ("os:_exit", (0,), "status 0"),
    ],
)
def test_a_crash_is_an_error(function: str, arguments: tuple[int, ...], end: str) -> None:
    with pytest.raises(RuntimeError, match=f"did not return: its process .*{end}"):
        _worker.call(function, *arguments)


def test_what_is_not_there_says_so() -> None:
    with pytest.raises(NotImplementedError, match="StableHLO is not read yet"):
        compile_and_run.stablehlo_to_ttir("module {}")


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        (ADD, ModuleDialect.TTIR),
        ('%0 = "ttnn.add"(%a, %a) : () -> ()', ModuleDialect.TTNN),
        ("%0 = stablehlo.add %a, %a : tensor<2xf32>", ModuleDialect.STABLE_HLO),
        ('func.func private @f() attributes {ttir.name = "a"}', ModuleDialect.TT),
    ],
)
def test_dialects_of_modules(text: str, dialect: ModuleDialect) -> None:
    assert ModuleDialect.detect(text) is dialect
