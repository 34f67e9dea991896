"""Goldens and stages on their way into a Binary and out of it."""

from __future__ import annotations

import ctypes
from pathlib import Path

import numpy as np
import pytest

import ttrt.binary
from ttmlir import ir, passes

ADD = """
func.func @main(%a: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = "ttir.add"(%a, %a) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32> loc("sum")
  return %0 : tensor<2x3xf32>
}
"""
VALUES = np.arange(6, dtype=np.float32).reshape(2, 3)


@pytest.fixture
def lowered(context: ir.Context) -> ir.Module:
    module = ir.Module.parse(ADD)
    passes.ttir_to_ttnn_backend_pipeline(module)
    return module


def golden(**changes: object) -> passes.GoldenTensor:
    given = {"name": "sum", "shape": [2, 3], "strides": [3, 1], "dtype": passes.DataType.Float32}
    return passes.GoldenTensor(**{**given, "data": VALUES.tobytes(), **changes})  # type: ignore[arg-type]


def test_goldens_come_back(lowered: ir.Module, tmp_path: Path) -> None:
    path = tmp_path / "program.ttnn"
    other = golden(data=(VALUES + 1).tobytes())
    passes.ttnn_to_flatbuffer_file(lowered, path, {'loc("sum")': {0: golden(), 1: other}}, [])
    binary = ttrt.binary.load_binary_from_path(str(path))
    assert binary.version == "1.2.0"
    assert binary.get_debug_info_golden_locations() == {'loc("sum")'}
    found = binary.get_debug_info_golden('loc("sum")')
    assert list(found) == [0, 1]
    assert (found[0].name, found[0].shape, found[0].stride) == ("sum", [2, 3], [3, 1])
    assert found[0].dtype.name == "Float32"
    values = np.frombuffer(found[1].get_data_buffer(), np.float32).reshape(found[1].shape)
    np.testing.assert_array_equal(values, VALUES + 1)


def test_a_place_without_goldens(lowered: ir.Module) -> None:
    binary = ttrt.binary.load_binary_from_bytes(passes.ttnn_to_flatbuffer_bytes(lowered))
    assert binary.get_debug_info_golden('loc("sum")') == {}


def test_stages_come_back(context: ir.Context) -> None:
    logger = passes.MLIRModuleLogger()
    module = ir.Module.parse(ADD)
    logger.attach_context(context)
    passes.ttir_to_ttnn_backend_pipeline(module)
    contents = passes.ttnn_to_flatbuffer_bytes(module, moduleCache=logger.module_log)
    stages = ttrt.binary.load_binary_from_bytes(contents).get_mlir_stages()
    assert stages == logger.module_log
    assert stages[0][0] == "PRE-PIPELINE"


def test_a_capsule_is_a_binary(lowered: ir.Module) -> None:
    binary = ttrt.binary.load_binary_from_capsule(passes.ttnn_to_flatbuffer_bin(lowered))
    assert binary.get_program_name(0) == "main"


@pytest.mark.parametrize("other", [b"bytes", None, ctypes.pythonapi])
def test_other_objects_are_no_capsules(other: object) -> None:
    with pytest.raises(TypeError, match="ttnn_to_flatbuffer_bin"):
        ttrt.binary.load_binary_from_capsule(other)


def test_data_at_an_address() -> None:
    copied = golden(data=VALUES.ctypes.data, data_size=VALUES.nbytes)
    assert copied.data == VALUES.tobytes()
    with pytest.raises(ValueError, match="needs the number of bytes"):
        golden(data=VALUES.ctypes.data)


def test_data_as_numbers() -> None:
    assert golden(data=list(VALUES.tobytes())).data == VALUES.tobytes()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"strides": [1]}, r"shape \[2, 3\] and strides \[1\]"),
        ({"shape": [-2, -3]}, r"shape \[-2, -3\]"),
        ({"data": b"short"}, "5 bytes of data, but a tensor of shape .* has 24"),
        ({"dtype": passes.DataType.BFP_BFloat8}, "no form on the host"),
    ],
)
def test_impossible_goldens(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        golden(**change)


def test_maps_of_other_things_are_refused(lowered: ir.Module) -> None:
    with pytest.raises(TypeError, match="is no GoldenTensor but int"):
        passes.ttnn_to_flatbuffer_bytes(lowered, {"a": {0: 1}})  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="names device -1"):
        passes.ttnn_to_flatbuffer_bytes(lowered, {"a": {-1: golden()}})


def test_data_types_by_name() -> None:
    assert passes.lookup_dtype("BFloat16") is passes.DataType.BFloat16
    with pytest.raises(ValueError, match="no data type 'Float8'; there are: Float32, "):
        passes.lookup_dtype("Float8")
