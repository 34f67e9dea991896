"""The dialects' classes, the pipelines, and writing Binaries."""

from __future__ import annotations

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
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
    contents = passes.ttnn_to_flatbuffer_bytes(module)
    assert b"TTNN" in contents[:16]
    path = tmp_path / "program.ttnn"
    passes.ttnn_to_flatbuffer_file(module, path)
    assert path.read_bytes() == contents
    with pytest.raises(FileNotFoundError):
        passes.ttnn_to_flatbuffer_file(module, tmp_path / "missing" / "program.ttnn")
    assert [entry.name for entry in tmp_path.iterdir()] == ["program.ttnn"]


@pytest.fixture
def lowered(context: ir.Context) -> ir.Module:
    module = ir.Module.parse(ADD)
    passes.ttir_to_ttnn_runtime_pipeline(module)
    return module


def test_permissions_are_those_of_any_file(lowered: ir.Module, tmp_path: Path) -> None:
    path = tmp_path / "program.ttnn"
    mask = os.umask(0o027)
    try:
        passes.ttnn_to_flatbuffer_file(lowered, path)
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o600)
    passes.ttnn_to_flatbuffer_file(lowered, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_links_are_followed(lowered: ir.Module, tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "to-old").symlink_to("old")
    (tmp_path / "to-new").symlink_to("new")
    for name in ("old", "new"):
        passes.ttnn_to_flatbuffer_file(lowered, tmp_path / f"to-{name}")
        assert (tmp_path / f"to-{name}").is_symlink()
        assert (tmp_path / name).read_bytes() == passes.ttnn_to_flatbuffer_bytes(lowered)


def test_a_pipe_is_written_into(lowered: ir.Module, tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with ThreadPoolExecutor() as pool:
        received = pool.submit(path.read_bytes)
        passes.ttnn_to_flatbuffer_file(lowered, path)
        assert received.result() == passes.ttnn_to_flatbuffer_bytes(lowered)
    assert path.is_fifo()


def test_a_full_device_stays_a_device(lowered: ir.Module, full_device: Path) -> None:
    with pytest.raises(OSError) as raised:
        passes.ttnn_to_flatbuffer_file(lowered, full_device)
    assert raised.value.errno == errno.ENOSPC and raised.value.filename == str(full_device)
    assert full_device.is_char_device()


def test_a_full_disk_leaves_the_old_file(lowered: ir.Module, full_disk: Path) -> None:
    path = full_disk / "program.ttnn"
    path.write_bytes(b"old")
    with pytest.raises(OSError) as raised:
        passes.ttnn_to_flatbuffer_file(lowered, path)
    assert raised.value.errno == errno.ENOSPC and raised.value.filename == str(path)
    assert path.read_bytes() == b"old" and len(list(full_disk.iterdir())) == 2


def test_an_unknown_option_is_a_value_error(context: ir.Context) -> None:
    with pytest.raises(ValueError, match=r"no such option no-such-option\n.*no-such-option=1.*enable-const-eval, "):
        passes.ttir_to_ttnn_backend_pipeline(ir.Module.parse(ADD), "no-such-option=1")
    with pytest.raises(ValueError, match="no such option no-such-option"):
        passes.run_pipeline(ir.Module.parse(ADD), "canonicalize", "no-such-option=1")


def test_a_value_that_does_not_fit_is_a_value_error(context: ir.Context) -> None:
    with pytest.raises(ValueError, match=r"a value does not fit its option\n.*'enable-const-eval=7'"):
        passes.ttir_to_ttnn_backend_pipeline(ir.Module.parse(ADD), "enable-const-eval=7")


def test_what_cannot_be_executed_is_reported_with_its_location(context: ir.Context) -> None:
    with pytest.raises(ir.MLIRError, match=r"(?s)model.py\":9:1.*all_reduce"):
        passes.ttir_to_ttnn_backend_pipeline(ir.Module.parse(COLLECTIVE))


def test_a_module_that_was_not_lowered_is_not_written(context: ir.Context) -> None:
    with pytest.raises(
        ir.MLIRError, match=r"(?s)cannot be written as a Binary.*run ttir-to-ttnn-backend-pipeline first"
    ):
        passes.ttnn_to_flatbuffer_bytes(ir.Module.parse(ADD))


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


def test_kinds_of_arguments(context: ir.Context) -> None:
    module = ir.Module.parse(ADD)
    passes.tt_populate_argument_types(module, "main=input,parameter")
    assert "#ttcore.argument_type<parameter>" in str(module)
    with pytest.raises(ir.MLIRError, match="1 kinds for 2 arguments"):
        passes.tt_populate_argument_types(module, "main=input")
    before = str(module)
    passes.tt_populate_argument_types(module)
    assert str(module) == before


@pytest.mark.parametrize(
    "name", ["stablehlo_pipeline", "ttir_to_emitc_pipeline", "ttir_to_emitpy_pipeline", "pykernel_compile_pipeline"]
)
def test_pipelines_that_are_not_there_say_so(context: ir.Context, name: str) -> None:
    with pytest.raises(NotImplementedError, match=f"{name}: .*; "):
        getattr(passes, name)(ir.Module.parse(ADD), options="", print_ir=False)


def test_translations_that_are_not_there_say_so(context: ir.Context) -> None:
    with pytest.raises(NotImplementedError, match=r"translate_to_cpp: source code is not generated"):
        passes.translate_to_cpp(ir.Module.parse(ADD))
