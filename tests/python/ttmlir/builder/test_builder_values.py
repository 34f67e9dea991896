"""Golden values that a user sets: their forms, and what does not fit."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest

from ttmlir import ir
from ttmlir.builder import Builder, TTIRBuilder, build_module, compile_and_execute_ttir

X = np.arange(6, dtype=np.float32).reshape(2, 3)


def of_input(golden: Any, dtype: str = "f32") -> Any:
    """The golden value of an input that is set so."""
    found = []

    def program(b: Builder) -> None:
        @b.func([(2, 3)], [dtype])
        def main(x: Any) -> Any:
            b.set_goldens({x: golden})
            found.append(x)
            return b.abs(x)

    _, builder = build_module(program)
    return builder.get_golden(found[0])


@pytest.mark.parametrize(
    "golden",
    [X, X.astype(np.float64), X.astype(np.int64), X.tolist(), {0: X}, lambda shape: np.arange(6).reshape(shape)],
    ids=["f32", "f64", "integers", "lists", "by device", "function"],
)
def test_golden_values_in_every_form(golden: Any) -> None:
    found = of_input(golden)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, X)


def test_golden_values_are_in_the_dtype_of_their_value() -> None:
    assert of_input(X / 3, "bf16").dtype == ml_dtypes.bfloat16
    assert of_input(X.astype(int), "ui16").dtype == np.uint16


@pytest.mark.parametrize(
    ("golden", "dtype", "error", "message"),
    [
        (np.zeros((3, 2)), "f32", ValueError, r"the shape \(3, 2\), expected \(2, 3\)"),
        (np.float32(1), "f32", ValueError, r"the shape \(\), expected \(2, 3\)"),
        (X, "si32", TypeError, "holds float32, expected int32"),
        (np.full((2, 3), "a"), "f32", TypeError, "array of numbers"),
        ({0: X, 1: X}, "f32", ValueError, r"one device, number 0; .* \[0, 1\]"),
        (lambda shape: np.zeros(1), "f32", ValueError, r"the shape \(1,\)"),
    ],
    ids=["shape", "scalar", "kind", "text", "devices", "function"],
)
def test_golden_values_that_do_not_fit(golden: Any, dtype: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        of_input(golden, dtype)


def test_what_is_no_value_has_no_golden_value() -> None:
    b = TTIRBuilder()
    with pytest.raises(TypeError, match="set for values of the module"):
        b.set_goldens({"x": X})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match="values of the module are checked"):
        b.set_goldens_to_check([1])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="the result of an op is bypassed"):
        b.bypass(1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="arguments of functions have attributes"):
        b.set_arg_attribute(1, "name", "unit")  # type: ignore[arg-type]


def test_inputs_are_random_and_the_same_each_time() -> None:
    def program(b: Builder) -> None:
        @b.func([(4, 5), (4, 5), (40,), (40,)], ["f32", "f32", "si32", "i1"])
        def main(x: Any, y: Any, n: Any, c: Any) -> Any:
            return b.add(x, y), b.abs(n), b.logical_not(c)

    goldens = [build_module(program)[1].golden_map[0][0] for _ in range(2)]
    for index in range(4):
        np.testing.assert_array_equal(goldens[0][f"input_{index}"], goldens[1][f"input_{index}"])
    assert not np.array_equal(goldens[0]["input_0"], goldens[0]["input_1"])
    assert np.ptp(np.asarray(goldens[0]["input_2"])) > 0


def test_the_golden_value_of_an_output_takes_the_place_of_the_computed_one() -> None:
    def program(b: Builder) -> None:
        @b.func([(2, 3)], ["f32"])
        def main(x: Any) -> Any:
            y = b.abs(x)
            b.set_goldens({x: -X}, {y: X})
            return y

    _, builder = build_module(program)
    graph, between = builder.golden_map
    np.testing.assert_array_equal(graph[0]["input_0"], -X)
    np.testing.assert_array_equal(graph[0]["output_0"], X)
    assert len(between) == 1


def test_a_body_that_fails_leaves_no_golden_values() -> None:
    b = TTIRBuilder()
    with pytest.raises(RuntimeError, match="stop"):

        @b.func([(2, 3)], ["f32"])
        def main(x: Any) -> Any:
            y = b.abs(x)
            b.set_goldens({x: X}, {y: X})
            b.bypass(y)
            raise RuntimeError("stop")

    assert b.golden_map == ({}, {})
    assert b.bypass_ops == []

    @b.func([(2, 3)], ["f32"])
    def again(x: Any) -> Any:
        return b.abs(x)

    assert len(b.golden_map[1]) == 1


def test_arguments_have_attributes() -> None:
    def program(b: Builder) -> None:
        @b.func([(2, 3), (2, 3)], ["f32", "f32"])
        def main(x: Any, y: Any) -> Any:
            b.set_arg_attribute(y, "ttcore.argument_type", "#ttcore.argument_type<parameter>")
            b.set_arg_attribute(y, "ttir.name", ir.StringAttr.get("weight"))
            return b.add(x, y)

    module, _ = build_module(program)
    assert (
        '%arg1: tensor<2x3xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>, ttir.name = "weight"}'
        in str(module)
    )


def test_a_cache_is_compared_before_and_after_it_is_written() -> None:
    def program(b: Builder) -> None:
        @b.func([(1, 2, 8, 4), (1, 2, 3, 4)], ["f32", "f32"])
        def main(cache: Any, new: Any) -> Any:
            before = b.neg(cache)
            b.fill_cache(cache, new, batch_offset=0, result_type=[])
            return before, b.neg(cache)

    report, outputs = compile_and_execute_ttir(program, check_atol=True, atol=0, enable_intermediate_verification=True)
    first, second = (outputs["program_0"][f"golden_output_{index}"] for index in range(2))
    assert not np.array_equal(first[:, :, :3], second[:, :, :3])
    np.testing.assert_array_equal(first[:, :, 3:], second[:, :, 3:])
    assert report["program_0"]["output_1"][0]["result"] == "pass"


def test_torch_tensors_are_given_and_returned() -> None:
    torch = pytest.importorskip("torch")

    def program(b: Builder) -> None:
        @b.func([(2, 3), (2, 3)], [torch.float32, torch.bfloat16])
        def main(x: Any, y: Any) -> Any:
            b.set_goldens({x: torch.ones(2, 3), y: torch.full((2, 3), 0.5, dtype=torch.bfloat16)})
            return b.exp(x), b.neg(y)

    _, outputs = compile_and_execute_ttir(program)
    first, second = (outputs["program_0"][f"device_output_{index}"] for index in range(2))
    assert isinstance(first, torch.Tensor)
    assert second.dtype == torch.bfloat16
    assert torch.allclose(first, torch.ones(2, 3).exp())
    assert torch.equal(second, torch.full((2, 3), -0.5, dtype=torch.bfloat16))
