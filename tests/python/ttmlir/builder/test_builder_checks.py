"""Checked runs: what is compared, what a mismatch says, what is bypassed, saved and refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ttmlir.builder import (
    Builder,
    TTBuilderCompileException,
    TTBuilderGoldenException,
    TTBuilderRuntimeException,
    TTIRBuilder,
    build_module,
    compile_and_execute_ttir,
    compile_ttir_module_to_flatbuffer,
    compile_ttir_to_flatbuffer,
    execute_fb,
)
from ttrt import binary, runtime

THIS_FILE = __file__.rsplit("/", 1)[-1]
X = np.linspace(-2, 2, 12, dtype=np.float32).reshape(3, 4)


def layers(b: Builder, wrong: Any = None) -> None:
    """Returns exp(tanh(x) + x); the golden value of tanh(x) is `wrong`, if given."""

    @b.func([(3, 4)], ["f32"])
    def main(x: Any) -> Any:
        y = b.tanh(x)
        b.set_goldens({x: X} if wrong is None else {x: X, y: wrong})
        return b.exp(b.add(y, x))


def test_every_op_is_compared_by_location() -> None:
    report, outputs = compile_and_execute_ttir(layers, enable_intermediate_verification=True)
    entries = report["program_0"]
    assert [numbers[0].get("op") for numbers in entries.values()] == ["ttnn.tanh", "ttnn.add", "ttnn.exp", None]
    assert all(numbers[0]["result"] == "pass" for numbers in entries.values())
    assert all(THIS_FILE in place for place in entries if place != "output_0")
    expected = np.exp(np.tanh(X.astype(np.float64)) + X)
    np.testing.assert_allclose(outputs["program_0"]["device_output_0"], expected, rtol=1e-5)
    np.testing.assert_allclose(outputs["program_0"]["golden_output_0"], expected, rtol=1e-5)


def test_the_first_op_out_of_tolerance_is_named_with_its_numbers() -> None:
    with pytest.raises(TTBuilderGoldenException) as caught:
        compile_and_execute_ttir(lambda b: layers(b, np.cos(3 * X)), enable_intermediate_verification=True)
    message = str(caught.value)
    assert message.startswith("program 0 'main': ttnn.tanh at loc(")
    assert f'{THIS_FILE}":' in message
    for number in ("is below 0.99", "max abs error", "max rel error", "more are not within tolerance"):
        assert number in message


def test_outputs_alone_are_compared_without_intermediate_verification() -> None:
    with pytest.raises(TTBuilderGoldenException, match=r"program 0 'main': output_0: pcc .* is below 0\.99"):
        compile_and_execute_ttir(lambda b: layers(b, np.cos(3 * X)))


def test_an_op_that_is_bypassed_hands_its_golden_value_on() -> None:
    wrong = np.cos(3 * X)

    def program(b: Builder) -> None:
        @b.func([(3, 4)], ["f32"])
        def main(x: Any) -> Any:
            y = b.tanh(x)
            b.set_goldens({x: X, y: wrong})
            b.set_graph_level_check(True)
            b.bypass(y)
            return b.exp(y)

    report, outputs = compile_and_execute_ttir(program)
    np.testing.assert_allclose(outputs["program_0"]["device_output_0"], np.exp(wrong), rtol=1e-6)
    first = next(iter(report["program_0"].values()))[0]
    assert (first["result"], first["bypassed"]) == ("fail", True)


def test_an_op_without_golden_value_cannot_be_bypassed() -> None:
    with pytest.raises(ValueError, match=r"the op at loc\(nowhere\) cannot be bypassed: it has no golden value"):
        compile_and_execute_ttir(layers, bypass_ops=["loc(nowhere)"])


def test_ops_of_a_loop_have_locations_and_golden_values_of_their_own() -> None:
    def program(b: Builder) -> None:
        @b.func([(3, 4)], ["f32"])
        def main(x: Any) -> Any:
            for _ in range(3):
                x = b.tanh(x)
            return x

    report, _ = compile_and_execute_ttir(program, enable_intermediate_verification=True, check_atol=True, atol=1e-6)
    places = [place for place in report["program_0"] if place != "output_0"]
    assert len(places) == 3
    assert [place.startswith(f"loc(fused<{n} : i64>") for n, place in enumerate(places, 1)] == [False, True, True]


def test_calls_on_one_line_differ_by_their_columns() -> None:
    b = TTIRBuilder()

    @b.func([((2,), "f32")])
    def main(x: Any) -> Any:
        return b.exp(b.exp(x))

    first, second = (str(op.location) for op in list(b.functions["main"].regions[0].blocks[0].operations)[:2])
    assert first != second
    assert first.rsplit(":", 1)[0] == second.rsplit(":", 1)[0]


def test_a_fused_op_is_compared_with_the_value_it_computes() -> None:
    def program(b: Builder) -> None:
        @b.func([(3, 4), (4, 5)], ["f32", "f32"])
        def main(x: Any, y: Any) -> Any:
            return b.gelu(b.matmul(x, y))

    report, _ = compile_and_execute_ttir(program, enable_intermediate_verification=True, pcc=0.99999)
    (op,) = [entry[0] for entry in report["program_0"].values() if "op" in entry[0]]
    assert (op["op"], op["result"]) == ("ttnn.matmul", "pass")


def test_only_chosen_values_are_checked() -> None:
    def program(b: Builder) -> None:
        @b.func([(3, 4)], ["f32"])
        def main(x: Any) -> Any:
            y = b.tanh(x)
            z = b.exp(y)
            b.set_goldens_to_check([y])
            b.set_goldens_to_check([z], override=True)
            return b.add(y, z)

    compiled = compile_ttir_to_flatbuffer(program)
    assert list(compiled.input_output_goldens[0]) == ["input_0"]
    assert len(compiled.intermediate_goldens) == 1


def test_a_graph_level_check_leaves_ops_out() -> None:
    def program(b: Builder) -> None:
        layers(b)
        b.set_graph_level_check(True)

    compiled = compile_ttir_to_flatbuffer(program)
    assert list(compiled.input_output_goldens[0]) == ["input_0", "output_0"]
    assert compiled.intermediate_goldens == {}


def test_without_golden_values_a_program_runs_on_random_inputs() -> None:
    report, outputs = compile_and_execute_ttir(layers, disable_golden=True)
    assert report["program_0"]["output_0"][0]["result"] == "skipped"
    assert list(outputs["program_0"]) == ["device_output_0"]
    compiled = compile_ttir_to_flatbuffer(layers, disable_golden_check=True)
    assert (list(compiled.input_output_goldens[0]), compiled.intermediate_goldens) == (["input_0"], {})


def test_a_value_without_golden_function_is_skipped_and_what_reads_it() -> None:
    def program(b: Builder) -> None:
        @b.func([(3, 4)], ["f32"])
        def main(x: Any) -> Any:
            return b.add(x, b.rand(size=[3, 4])), b.exp(x)

    compiled = compile_ttir_to_flatbuffer(program)
    (reason,) = compiled.builder.unknown_goldens.values()
    assert reason == "there is no golden function for ttir.rand"
    report, _ = execute_fb(*compiled[1:], enable_intermediate_verification=True)
    assert [report["program_0"][f"output_{i}"][0]["result"] for i in range(2)] == ["skipped", "pass"]


@pytest.mark.parametrize("how", ["bytes", "path", "binary"])
def test_a_binary_is_given_in_any_form(how: str, tmp_path: Path) -> None:
    compiled = compile_ttir_to_flatbuffer(layers, tmp_path / "program.ttnn")
    given = {
        "bytes": compiled.compiled_bin,
        "path": tmp_path / "program.ttnn",
        "binary": binary.load_binary_from_bytes(compiled.compiled_bin),
    }[how]
    device = runtime.open_mesh_device()
    try:
        report, _ = execute_fb(given, compiled.input_output_goldens, device=device)
    finally:
        runtime.close_mesh_device(device)
    assert report["program_0"]["output_0"][0]["result"] == "pass"


def test_several_functions_are_several_programs() -> None:
    def program(b: Builder) -> None:
        layers(b)

        @b.func([(2,)], ["f32"])
        def other(x: Any) -> Any:
            return b.neg(x)

    report, _ = compile_and_execute_ttir(program, enable_intermediate_verification=True)
    assert [len(report[f"program_{index}"]) for index in range(2)] == [4, 2]


def test_artifacts_are_saved(tmp_path: Path) -> None:
    compile_and_execute_ttir(layers, save_artifacts=True, artifact_dir=tmp_path / "a" / "b",
                             enable_intermediate_verification=True)  # fmt: skip
    folder = tmp_path / "a" / "b"
    assert {path.name for path in folder.iterdir()} == {"ttir.mlir", "compiled.mlir", "program.ttnn", "program_0"}
    report = json.loads((folder / "program_0" / "golden_report.json").read_text())
    assert report["output_0"]["0"]["result"] == "pass"
    np.testing.assert_array_equal(np.load(folder / "program_0" / "golden_output_0.npy").shape, (3, 4))
    assert (folder / "program_0" / "op_2_device.npy").exists()


def test_a_mismatch_leaves_its_artifacts(tmp_path: Path) -> None:
    with pytest.raises(TTBuilderGoldenException):
        compile_and_execute_ttir(lambda b: layers(b, np.cos(3 * X)), save_artifacts=True, artifact_dir=tmp_path)
    assert (tmp_path / "program_0" / "golden_report.json").exists()


def test_tolerances_decide_only_where_they_are_asked_to() -> None:
    off = np.tanh(X.astype(np.float64)) + 0.01
    compile_and_execute_ttir(lambda b: layers(b, off), enable_intermediate_verification=True)
    with pytest.raises(TTBuilderGoldenException, match=r"max abs error 0\.01 is above atol=0\.001"):
        compile_and_execute_ttir(
            lambda b: layers(b, off), check_atol=True, atol=1e-3, enable_intermediate_verification=True
        )
    with pytest.raises(TTBuilderGoldenException, match=r"max rel error .* is above rtol=0\.001"):
        compile_and_execute_ttir(
            lambda b: layers(b, off), check_rtol=True, rtol=1e-3, enable_intermediate_verification=True
        )


@pytest.mark.parametrize(
    ("options", "message"),
    [({"pcc": 2}, "a correlation lies between"), ({"atol": -1}, "a tolerance is 0 or more"),
     ({"dump_memory": True}, "dump_memory is not supported")],
)  # fmt: skip
def test_options_that_make_no_sense(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        compile_and_execute_ttir(layers, **options)


def test_golden_inputs_of_another_program_are_refused() -> None:
    compiled = compile_ttir_to_flatbuffer(layers)
    goldens = {0: {"input_0": np.zeros((2, 2), np.float32)}}
    with pytest.raises(ValueError, match=r"program 0 'main': golden input 0 has the shape \(2, 2\), expected \(3, 4\)"):
        execute_fb(compiled.compiled_bin, goldens)


def test_what_the_runtime_refuses() -> None:
    with pytest.raises(TTBuilderRuntimeException, match="the Binary cannot be loaded"):
        execute_fb(b"no binary")

    def program(b: Builder) -> None:
        @b.func([(2,), (4, 3)], ["si32", "f32"])
        def main(ids: Any, table: Any) -> Any:
            b.set_goldens({ids: np.array([0, 7])})
            return b.embedding(ids, table)

    with pytest.raises(TTBuilderRuntimeException, match=r"program 0 'main': .*ttnn\.embedding.*7"):
        compile_and_execute_ttir(program)


def test_what_the_compiler_refuses() -> None:
    def program(b: Builder) -> None:
        @b.func([(2, 2)], ["f32"])
        def main(x: Any) -> Any:
            return b.all_gather(x, all_gather_dim=0, cluster_axis=0, result_type=((2, 2), "f32"))

    with pytest.raises(TTBuilderCompileException, match="all_gather"):
        compile_and_execute_ttir(program)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"target": "ttmetal"}, ValueError, "there is no target 'ttmetal'; there is: ttnn"),
        ({"pipeline_options": "no-such-option=1"}, ValueError, "no-such-option"),
        ({"custom_pipeline": "no-such-pass"}, ValueError, "no-such-pass"),
        ({"mesh_dict": {"x": 1, "y": 2}}, ValueError, "a mesh of 1x2 has several devices"),
        ({"mesh_dict": {"x": 0}}, ValueError, "positive size"),
        ({"unknown": 1}, TypeError, "unknown"),
    ],
)
def test_wrong_options_of_the_compiler(options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        compile_ttir_to_flatbuffer(layers, **options)


@pytest.mark.parametrize("call", [build_module, compile_ttir_to_flatbuffer, compile_and_execute_ttir])
def test_a_folder_for_artifacts_that_cannot_be_made(call: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        call(layers, save_artifacts=True, artifact_dir=tmp_path / "file" / "folder")


def test_a_module_without_functions_and_functions_without_results() -> None:
    with pytest.raises(ValueError, match="the function 'nothing' added no function"):
        build_module(nothing)

    def program(b: Builder) -> None:
        @b.func([(2, 2)], ["f32"])
        def main(x: Any) -> None:
            b.exp(x)

    with pytest.raises(ValueError, match="the function 'main' returns nothing"):
        build_module(program)


def nothing(b: Builder) -> None:
    """Adds nothing."""


def test_what_is_returned_depends_on_what_is_given(tmp_path: Path) -> None:
    module, builder = build_module(layers)
    path = tmp_path / "program.ttnn"
    contents = compile_ttir_module_to_flatbuffer(module)
    assert isinstance(contents, bytes)
    assert compile_ttir_module_to_flatbuffer(module, str(path)) == str(path)
    assert path.read_bytes() == contents
    compiled, graph, between = compile_ttir_module_to_flatbuffer(module, builder)
    assert (compiled, list(graph[0]), len(between)) == (contents, ["input_0", "output_0"], 3)
    with pytest.raises(TypeError, match="builder may be a builder or a path, not int"):
        compile_ttir_module_to_flatbuffer(module, 3)  # type: ignore[call-overload]


def test_pipelines_of_ones_own() -> None:
    module, builder = build_module(layers)
    seen: list[str] = []

    def pipeline(given: Any, options: str) -> None:
        from ttmlir import passes

        seen.append(options)
        passes.ttir_to_ttnn_backend_pipeline(given, options)

    compiled = compile_ttir_module_to_flatbuffer(
        module, builder, custom_pipeline=pipeline, pipeline_options=["optimization-level=0", "enable-const-eval=false"]
    )
    assert seen == ["optimization-level=0 enable-const-eval=false"]
    named = compile_ttir_module_to_flatbuffer(
        module, custom_pipeline="ttir-to-ttnn-backend-pipeline", pipeline_options=seen[0]
    )
    assert named == compiled.compiled_bin
