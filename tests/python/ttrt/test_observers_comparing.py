"""compare: errors and correlation against numpy, which op a golden value belongs to, stopping, refusals."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from observer_samples import RICH, A, rich_inputs

import ttrt.binary
from ttrt import runtime
from ttrt.runtime import debug
from ttrt.runtime.debug.errors import Tolerance, errors_of

EXP = np.exp(A.astype(np.float64) * 2)

# One line that becomes two ops, and a constant computed on that line on the way.
LINE = """
func.func @main(%a: tensor<2x3xf32>, %w: tensor<2x3xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>})
    -> tensor<2x3xf32> {
  %0 = "ttir.exp"(%w) : (tensor<2x3xf32>) -> tensor<2x3xf32> loc("m.py":1:0)
  %1 = "ttir.add"(%a, %0) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32> loc("m.py":1:0)
  %2 = "ttir.multiply"(%1, %a) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32> loc("m.py":1:0)
  return %2 : tensor<2x3xf32>
}
"""


@pytest.fixture
def rich(compile_text: Callable[[str], Path]) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(compile_text(RICH)))


@pytest.fixture
def line(compile_text: Callable[[str], Path]) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(compile_text(LINE)))


def test_values_that_agree(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    golden = {
        "encoder.layer.0.weight": 2 * np.eye(4),
        "encoder.layer.0.product": A * 2,
        "model.py:7": EXP,
        "encoder.layer.1.topk": (np.sort(EXP)[:, :-3:-1], np.array([[2, 1], [2, 0]])),
        "head.gt": np.ones((2, 4), bool),
        "head.none": np.zeros((0, 4)),
    }
    with debug.compare(
        golden, rtol=4 * 2**-23, atol=0, pcc=0.999999, ops=["matmul", "exp", "topk", "gt", "add"]
    ) as done:
        runtime.submit(device, rich, 0, rich_inputs())
    assert [(row.place.op, row.output) for row in done.rows] == [
        ("ttnn.add", 0),
        ("ttnn.matmul", 0),
        ("ttnn.exp", 0),
        ("ttnn.topk", 0),
        ("ttnn.topk", 1),
        ("ttnn.gt", 0),
        ("ttnn.exp", 0),
    ]
    assert all(row.passed for row in done.rows)
    assert done.failures == done.missing == []
    assert done.rows[5].pcc is None  # all values are the same
    assert done.report().splitlines()[-1] == "7 compared, 0 failed"


def test_errors_are_those_of_numpy(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    wrong = EXP + np.array([[0, 0.5, 0, 0], [0, 0, -3, 0]])
    with debug.compare({"encoder.layer.1.exp": wrong}, rtol=1e-3, atol=1e-4, pcc=0.9999999) as done:
        (row,) = [runtime.submit(device, rich, 0, rich_inputs())] and done.rows
    assert not row.passed
    assert row.outside == 2
    assert row.max_absolute_error == pytest.approx(3, rel=1e-5)
    assert row.max_relative_error == pytest.approx(3 / wrong[1, 2], rel=1e-5)
    assert row.pcc == pytest.approx(np.corrcoef(EXP.reshape(-1), wrong.reshape(-1))[0, 1], abs=1e-7)
    assert "2 of 8 elements leave rtol=0.001, atol=0.0001" in row.problem
    assert "pcc 0.99" in row.problem
    failed, summary = done.report().splitlines()[1:]
    assert failed.startswith("FAIL  ttnn.exp  model.py:7")
    assert summary == "1 compared, 1 failed"


def test_a_golden_value_belongs_to_the_last_op_of_its_line(device: runtime.Device, line: ttrt.binary.Binary) -> None:
    a, w = np.full((2, 3), 2, np.float32), np.zeros((2, 3), np.float32)
    inputs = [runtime.from_numpy(a), runtime.from_numpy(w)]
    with debug.compare({"m.py:1": (a + 1) * a}) as done:
        runtime.submit(device, line, 0, inputs)
    assert [(row.place.op, row.passed) for row in done.rows] == [("ttnn.multiply", True)]
    with debug.compare({"m.py:1": a + 1}, ops="ttnn.a*") as done:
        runtime.submit(device, line, 0, inputs)
    assert [(row.place.op, row.passed) for row in done.rows] == [("ttnn.add", True)]


def test_missing_keys_are_told(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    golden = {"encoder.layer.0.product": A * 2, "encoder.layer.7": A}
    with debug.compare(golden) as done:
        assert done.missing == list(golden)
        runtime.submit(device, rich, 0, rich_inputs())
    assert done.missing == ["encoder.layer.7"]
    assert done.report().endswith("no op computed the golden value of 'encoder.layer.7'")


def test_a_function_sees_what_callbacks_see(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    def golden(binary: Any, context: Any, op: Any) -> np.ndarray | None:
        if op.name != "ttnn.exp":
            return None
        (ref,) = runtime.get_op_input_refs(op)
        return np.exp(runtime.to_numpy(runtime.retrieve_tensor_from_pool(context, ref)).astype(np.float64))

    a = np.linspace(-3, 3, 6, dtype=np.float32).reshape(2, 3)
    with debug.compare(golden, rtol=4 * 2**-23, atol=0) as done:
        runtime.submit(device, chain, 0, [runtime.from_numpy(a), runtime.from_numpy(np.ones((2, 3), np.float32))])
    assert [(row.place.op, row.passed) for row in done.rows] == [("ttnn.exp", True)]
    assert done.missing == []


def test_stopping_at_the_first_that_leaves_tolerance(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    golden = {"encoder.layer.0.product": A * 2, "model.py:7": EXP * 1.5, "head.gt": np.zeros((2, 4))}
    with debug.compare(golden, stop=True) as done, pytest.raises(debug.GoldenMismatchError) as caught:
        runtime.submit(device, rich, 0, rich_inputs())
    assert caught.value.comparison is done.rows[-1]
    assert [row.passed for row in done.rows] == [True, False]
    assert "ttnn.exp at loc(" in str(caught.value)
    assert "8 of 8 elements leave" in str(caught.value)
    np.testing.assert_allclose(caught.value.output, EXP, rtol=1e-6)
    np.testing.assert_array_equal(caught.value.golden, EXP * 1.5)


def test_another_shape_fails_without_numbers(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    with debug.compare({"model.py:7": EXP.T}) as done:
        runtime.submit(device, rich, 0, rich_inputs())
    (row,) = done.rows
    assert (row.passed, row.max_absolute_error, row.pcc) == (False, None, None)
    assert row.problem == "its shape is 2x4, the golden value's is 4x2"


@pytest.mark.parametrize(
    ("golden", "error", "words"),
    [
        ({"model.py:7": (None, EXP)}, ValueError, "has no output 1"),
        ({"model.py:7": "text"}, TypeError, "no array of numbers"),
    ],
)
def test_golden_values_that_make_no_sense(
    device: runtime.Device, rich: ttrt.binary.Binary, golden: Any, error: type[Exception], words: str
) -> None:
    with debug.compare(golden), pytest.raises(error, match=words):
        runtime.submit(device, rich, 0, rich_inputs())


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"golden": 3}, TypeError, "mapping"),
        ({"golden": {3: A}}, TypeError, "model.py:12"),
        ({"golden": {}, "rtol": -1.0}, ValueError, "rtol"),
        ({"golden": {}, "atol": math.nan}, ValueError, "atol"),
        ({"golden": {}, "pcc": 99.0}, ValueError, "pcc"),
    ],
)
def test_arguments_that_make_no_sense(arguments: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        debug.compare(**arguments)


@pytest.mark.parametrize("seed", range(20))
def test_tolerances_decide_as_numpy_does(seed: int) -> None:
    random = np.random.default_rng(seed)
    special = np.array([0, -0.0, 1, np.inf, -np.inf, np.nan, 1e-30, 3e38])
    wanted = np.concatenate([random.standard_normal(40), random.choice(special, 40)])
    got = wanted * (1 + 1e-3 * random.standard_normal(80)) + 1e-4 * random.standard_normal(80)
    got[60:] = random.choice(special, 20)
    errors = errors_of(got, wanted, Tolerance(1e-3, 1e-4, -1))
    assert errors.outside == (~np.isclose(got, wanted, rtol=1e-3, atol=1e-4, equal_nan=True)).sum(), f"seed {seed}"
    both = np.isfinite(got) & np.isfinite(wanted)
    assert errors.pcc == pytest.approx(np.corrcoef(got[both], wanted[both])[0, 1], abs=1e-12), f"seed {seed}"


def test_errors_of_special_values() -> None:
    inf, nan = math.inf, math.nan
    loose = Tolerance(inf, 0, -1)
    same = errors_of(np.array([nan, inf, 0.0]), np.array([nan, inf, 0.0]), loose)
    assert (same.max_absolute, same.max_relative, same.outside) == (0, 0, 0)
    for got, wanted in ((nan, 1.0), (1.0, nan), (inf, -inf), (1.0, inf)):
        errors = errors_of(np.array([got]), np.array([wanted]), loose)
        assert (errors.max_absolute, errors.max_relative, errors.outside, errors.pcc) == (inf, inf, 1, None)
    zero = errors_of(np.array([0.5]), np.array([0.0]), loose)
    assert (zero.max_absolute, zero.max_relative, zero.outside) == (0.5, None, 0)


def test_the_correlation_of_tiny_and_huge_values() -> None:
    shape = np.array([1.0, 2.0, 4.0, 3.0])
    for scale in (1e-200, 1e-30, 1e200):
        assert errors_of(shape * scale, shape * scale, Tolerance(0, 0, 1)).pcc == pytest.approx(1, abs=1e-12)
