"""Modules from text, modules cut into their ops, and the packages' names in the field."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest

from ttmlir import ir
from ttmlir.builder import (
    Builder,
    TTIRBuilder,
    TTNNBuilder,
    build_module,
    compile_ttir_module_to_flatbuffer,
    compile_ttnn_module_to_flatbuffer,
    execute_fb,
    load_mlir_file,
    split_mlir_file,
)

TEXT = """
func.func @main(%x: tensor<3x4xf32>, %w: tensor<4x4xf32>) -> (tensor<3x4xf32>, tensor<3xsi32>) {
  %0 = "ttir.matmul"(%x, %w) : (tensor<3x4xf32>, tensor<4x4xf32>) -> tensor<3x4xf32>
  %1 = "ttir.add"(%0, %0) : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  %values, %indices = "ttir.sort"(%1) <{dim = 1 : si32}> : (tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xsi32>)
  %2 = "ttir.argmax"(%values) <{dim_arg = [1 : i32], keep_dim = false}> : (tensor<3x4xf32>) -> tensor<3xsi32>
  return %values, %2 : tensor<3x4xf32>, tensor<3xsi32>
}
"""
X = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
W = np.cos(np.arange(16, dtype=np.float32)).reshape(4, 4)


@pytest.mark.parametrize("inputs", [None, [X, W], {"main": [X, W]}], ids=["random", "list", "by name"])
def test_a_module_from_text_is_checked_op_by_op(inputs: Any) -> None:
    module, builder = load_mlir_file(TEXT, inputs)
    assert isinstance(builder, TTIRBuilder)
    compiled = compile_ttir_module_to_flatbuffer(module, builder)
    report, outputs = execute_fb(*compiled, pcc=0.99999, enable_intermediate_verification=True)
    assert [entry[0].get("op") for entry in report["program_0"].values()] == [
        "ttnn.matmul", "ttnn.add", "ttnn.sort", "ttnn.sort", "ttnn.argmax", None, None,
    ]  # fmt: skip
    if inputs is not None:
        expected = np.sort(2 * (X.astype(np.float64) @ W), axis=1)
        np.testing.assert_allclose(outputs["program_0"]["device_output_0"], expected, atol=1e-5)


def test_a_module_that_was_compiled_to_ttnn_is_loaded_and_checked() -> None:
    from ttmlir import passes

    module, builder = load_mlir_file(TEXT, [X, W])
    clone = ir.Module.parse(str(module), module.context)
    passes.ttir_to_ttnn_backend_pipeline(clone)
    text = str(clone)
    for name in ("ttcore.device", "module attributes"):
        assert name in text
    lowered, its_builder = load_mlir_file(text, [X, W], target="ttnn")
    np.testing.assert_allclose(
        its_builder.golden_map[0][0]["output_0"], builder.golden_map[0][0]["output_0"], atol=1e-6
    )
    assert isinstance(its_builder, TTNNBuilder)
    assert str(lowered) == text


@pytest.mark.parametrize(
    ("text", "options", "error", "message"),
    [
        (TEXT, {"target": "stablehlo"}, ValueError, "there is no target 'stablehlo'; there are: ttir, ttnn"),
        (TEXT, {"target": "ttnn"}, ValueError, r"ttir\.matmul at loc.* is no op of the target 'ttnn'"),
        ("module {}", {}, ValueError, "no function that is a program"),
        ("func.func @f(", {}, ir.MLIRError, "-"),
        (TEXT, {"golden_inputs": [X]}, ValueError, "'main' takes 2 inputs, 1 golden values were given"),
        (TEXT, {"golden_inputs": [W, X]}, ValueError, r"has the shape \(4, 4\), expected \(3, 4\)"),
        (TEXT, {"golden_inputs": {"f": [X, W]}}, ValueError, "no function 'f'; it has: main"),
        (TEXT + TEXT.replace("main", "other"), {"golden_inputs": [X, W]}, ValueError, "2 functions: give golden inputs by name"),
    ],
)  # fmt: skip
def test_what_cannot_be_loaded(text: str, options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        load_mlir_file(text, **options)


def test_a_module_is_split_into_its_ops() -> None:
    module, builder = load_mlir_file(TEXT, [X, W])
    parts = split_mlir_file(module, builder)
    names = [next(iter(part.functions)) for _, part in parts]
    assert names == ["ttir_matmul", "ttir_add", "ttir_sort", "ttir_argmax"]
    for part, its_builder in parts:
        report, _ = execute_fb(
            *compile_ttir_module_to_flatbuffer(part, its_builder), pcc=0.99999, enable_intermediate_verification=True
        )
        assert {entry[0]["result"] for entry in report["program_0"].values()} == {"pass"}
    (add,) = parts[1][1].golden_map[0][0].keys() - {"output_0"}
    product = X.astype(np.float64) @ W
    np.testing.assert_allclose(parts[1][1].golden_map[0][0][add], product, atol=1e-6)


def test_parts_that_write_in_place_and_parts_of_ttnn() -> None:
    def program(b: Builder) -> None:
        @b.func([(1, 2, 8, 4), (1, 2, 3, 4)], ["f32", "f32"])
        def main(cache: Any, new: Any) -> Any:
            b.fill_cache(cache, new, batch_offset=0)
            zeros = b.zeros(shape=[1, 2, 8, 4], device=b.device())
            return b.add(cache, zeros)

    module, builder = build_module(program, "ttnn")
    parts = split_mlir_file(module, builder)
    assert [next(iter(part.functions)) for _, part in parts] == ["ttnn_fill_cache", "ttnn_zeros", "ttnn_add"]
    for part, its_builder in parts:
        report, _ = execute_fb(*compile_ttnn_module_to_flatbuffer(part, its_builder), check_atol=True, atol=0)
        assert report["program_0"]["output_0"][0]["result"] == "pass"
    before, after = (parts[index][1].golden_map[0][0]["input_0"] for index in (0, 2))
    assert not np.array_equal(before, after)


def test_what_cannot_be_split() -> None:
    module, builder = load_mlir_file(TEXT)
    with pytest.raises(ValueError, match="there is no target 'emitc'"):
        split_mlir_file(module, builder, "emitc")
    with pytest.raises(ValueError, match="the module is not the builder's"):
        split_mlir_file(module, TTIRBuilder())


@pytest.mark.parametrize(
    ("package", "names"),
    [
        ("builder", "build_module execute_fb TTIRBuilder TTNNBuilder load_mlir_file split_mlir_file"),
        ("builder.base.builder", "Builder Operand Shape"),
        ("builder.base.builder_apis", "compile_and_execute_ttir compile_and_execute_ttnn compile_ttir_to_flatbuffer"),
        ("builder.base.builder_runtime", "execute_fb TTBuilderGoldenException get_atol_rtol_pcc"),
        ("builder.base.builder_utils", "Operand Shape build_module"),
        ("builder.ttir.ttir_builder", "TTIRBuilder"),
        ("builder.ttnn.ttnn_builder", "TTNNBuilder"),
        ("golden", "GOLDEN_MAPPINGS get_golden_function GoldenMapTensor get_pcc get_atol_rtol_pcc"),
        ("ttir_builder", "TTIRBuilder Operand Shape build_module"),
        ("ttir_builder.utils", "compile_ttir_to_flatbuffer build_module"),
    ],
)
def test_packages_have_their_names_in_the_field(package: str, names: str) -> None:
    module = importlib.import_module(package)
    for name in names.split():
        assert name in module.__all__
        assert hasattr(module, name)


def test_a_program_as_the_field_writes_it() -> None:
    from builder.base.builder_apis import compile_and_execute_ttir
    from builder.base.builder_utils import Operand

    def program(builder: TTIRBuilder) -> None:
        @builder.func([(4, 8), (4, 8)], [np.float32, np.float32])
        def model(in0: Operand, in1: Operand, builder: TTIRBuilder, unit_attrs: list[str] | None = None) -> Operand:
            return builder.multiply(in0, builder.add(in0, in1, loc="sum"), unit_attrs=unit_attrs)

    report, _ = compile_and_execute_ttir(program, target="ttnn", mesh_dict={"x": 1, "y": 1}, check_pcc=True,
                                         enable_intermediate_verification=True, pipeline_options=[])  # fmt: skip
    first = next(iter(report["program_0"]))
    assert first.startswith('loc("sum"(')
    assert all(entry[0]["result"] == "pass" for entry in report["program_0"].values())
