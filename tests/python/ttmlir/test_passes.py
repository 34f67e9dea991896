"""The dialects' classes, the pipelines, and writing Binaries."""

from __future__ import annotations

from pathlib import Path

import pytest

from ttmlir import ir, passes
from ttmlir.builder import TTIRBuilder, compile_ttir_module_to_flatbuffer

ADD = """
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = "ttir.add"(%a, %b) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32> loc("model.py":7:1)
  return %0 : tensor<2x3xf32>
}
"""
# An op that the host device does not execute.
COLLECTIVE = """
func.func @main(%a: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = "ttir.all_reduce"(%a) <{cluster_axis = 0 : ui32, reduce_type = #ttcore.reduce_type<sum>}>
    : (tensor<2x3xf32>) -> tensor<2x3xf32> loc("model.py":9:1)
  return %0 : tensor<2x3xf32>
}
"""


def test_classes_of_the_dialects(context: ir.Context) -> None:
    from ttmlir.dialects import tt, ttcore, ttir, ttnn

    module = ir.Module.parse(ADD)
    add = module.body.operations[0].regions[0].blocks[0].operations[0]
    assert type(add) is ttir.AddOp
    assert add.lhs == add.operands[0]
    assert ttir.AddOp.__doc__
    assert tt.DataType is ttcore.DataType
    assert issubclass(ttnn.MatmulOp, ir.OpView)
    with ir.InsertionPoint(add):
        assert ttir.MultiplyOp(add.lhs, add.rhs).result.type == add.result.type


def test_a_program_is_lowered_and_written(context: ir.Context, tmp_path: Path) -> None:
    module = ir.Module.parse(ADD)
    passes.ttir_to_ttnn_runtime_pipeline(module)
    assert "ttnn.add" in str(module)
    contents = passes.ttnn_to_flatbuffer_bin(module)
    assert b"TTNN" in contents[:16]
    path = tmp_path / "program.ttnn"
    passes.ttnn_to_flatbuffer_file(module, path)
    assert path.read_bytes() == contents
    with pytest.raises(FileNotFoundError):
        passes.ttnn_to_flatbuffer_file(module, tmp_path / "missing" / "program.ttnn")
    assert [entry.name for entry in tmp_path.iterdir()] == ["program.ttnn"]


def test_an_unknown_option_is_a_value_error(context: ir.Context) -> None:
    with pytest.raises(ValueError, match="no-such-option=1"):
        passes.ttir_to_ttnn_backend_pipeline(ir.Module.parse(ADD), "no-such-option=1")


def test_what_cannot_be_executed_is_reported_with_its_location(context: ir.Context) -> None:
    with pytest.raises(ir.MLIRError, match=r"(?s)model.py\":9:1.*all_reduce"):
        passes.ttir_to_ttnn_backend_pipeline(ir.Module.parse(COLLECTIVE))


def test_a_module_that_was_not_lowered_is_not_written(context: ir.Context) -> None:
    with pytest.raises(
        ir.MLIRError, match=r"(?s)cannot be written as a Binary.*run ttir-to-ttnn-backend-pipeline first"
    ):
        passes.ttnn_to_flatbuffer_bin(ir.Module.parse(ADD))


def test_compiling_leaves_the_module_as_it_was() -> None:
    b = TTIRBuilder()

    @b.func([((2, 3), "f32")])
    def main(x: ir.Value) -> ir.Value:
        return b.exp(x)

    before = str(b.module)
    contents = compile_ttir_module_to_flatbuffer(b.module)
    assert isinstance(contents, bytes)
    assert b"ttnn.exp" in contents
    assert str(b.module) == before


def test_goldens_are_refused_not_dropped(context: ir.Context, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no goldens"):
        passes.ttnn_to_flatbuffer_file(ir.Module.parse(ADD), tmp_path / "x.ttnn", {"loc": 1})
