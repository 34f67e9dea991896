"""stop_at_nonfinite: where it stops, where it does not, and what the exception tells."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from observer_samples import RICH, A, rich_inputs

import ttrt.binary
from ttrt import runtime
from ttrt.runtime import debug

MASK = """
func.func @masked(%scores: tensor<2x3xf32>, %mask: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = "ttir.add"(%scores, %mask) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32> loc("mask")
  %1 = "ttir.softmax"(%0) <{dimension = 1 : si32}> : (tensor<2x3xf32>) -> tensor<2x3xf32> loc("softmax")
  return %1 : tensor<2x3xf32>
}
"""


@pytest.fixture
def rich(compile_text: Callable[[str], Path]) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(compile_text(RICH)))


@pytest.fixture
def masked(compile_text: Callable[[str], Path]) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(compile_text(MASK)))


def masked_inputs(mask: list[list[float]]) -> list[runtime.Tensor]:
    return [runtime.from_numpy(np.array(array, np.float32)) for array in ([[1, 2, 3], [4, 5, 6]], mask)]


def stopped_at(
    device: runtime.Device, binary: ttrt.binary.Binary, inputs: list[runtime.Tensor]
) -> debug.NonFiniteError:
    with pytest.raises(debug.NonFiniteError) as caught:
        runtime.submit(device, binary, 0, inputs)
    return caught.value


def test_the_op_that_overflows_is_the_culprit(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    a = A.copy()
    a[1, 2] = 60  # doubled by w + w: exp(120) is more than a float can hold
    with debug.stop_at_nonfinite():
        error = stopped_at(device, rich, rich_inputs(a=a))
    assert (error.op, error.program, error.program_name, error.position) == ("ttnn.exp", 0, "main", 0)
    assert "encoder.layer.1.exp" in error.location
    assert error.counts == {"nan": 0, "+inf": 1, "-inf": 0}
    assert error.first == (1, 2)
    assert error.inputs_finite
    assert error.begins_here
    (taken,) = error.inputs
    np.testing.assert_array_equal(taken, a * 2)
    with np.errstate(over="ignore"):
        np.testing.assert_allclose(error.output, np.exp(a * 2), rtol=1e-6)
    assert "1 +inf, the first (inf) at [1, 2]. All its inputs are finite: it begins here." in str(error)
    assert isinstance(error, ArithmeticError)


def test_what_came_in_from_outside_is_said(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    a = A.copy()
    a[0, 1] = np.nan
    with debug.stop_at_nonfinite():
        error = stopped_at(device, rich, rich_inputs(a=a))
    assert error.op == "ttnn.matmul"
    assert (error.inputs_finite, error.begins_here, error.counts["nan"]) == (False, False, 4)
    assert "input 0 holds 1 NaN already: it begins earlier" in str(error)


def test_it_stops_in_a_nested_program(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    w = np.full((4, 4), 3e38, np.float32)
    with debug.stop_at_nonfinite():
        error = stopped_at(device, rich, rich_inputs(w=w))
    assert (error.op, error.program) == ("ttnn.add", 1)
    assert error.counts["+inf"] == 16


def test_bfloat16(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    h = np.array([[1, 1, 1, 1], [0, 1, -1, -2]], ml_dtypes.bfloat16)
    with debug.stop_at_nonfinite(("nan", "+inf")):
        error = stopped_at(device, rich, rich_inputs(h=h))
    assert (error.op, error.first) == ("ttnn.log", (1, 2))  # -inf at (1, 0) is let through
    assert error.counts == {"nan": 2, "+inf": 0, "-inf": 1}
    assert error.output.dtype == ml_dtypes.bfloat16


def test_minus_infinity_of_a_mask_may_be_let_through(device: runtime.Device, masked: ttrt.binary.Binary) -> None:
    inputs = masked_inputs([[0, 0, -np.inf], [0, -np.inf, -np.inf]])
    with debug.stop_at_nonfinite(("nan", "+inf")):
        (output,) = runtime.submit(device, masked, 0, inputs)
    assert np.isfinite(runtime.to_numpy(output)).all()
    for observe in (debug.stop_at_nonfinite, lambda: debug.stop_at_nonfinite("-inf")):
        with observe():
            error = stopped_at(device, masked, inputs)
        assert (error.op, error.counts["-inf"], error.first) == ("ttnn.add", 3, (0, 2))
        assert 'let it through with kinds=("nan", "+inf")' in str(error)


def test_a_row_that_is_masked_whole_begins_at_softmax(device: runtime.Device, masked: ttrt.binary.Binary) -> None:
    with debug.stop_at_nonfinite(("nan", "+inf")):
        error = stopped_at(device, masked, masked_inputs([[0, 0, 0], [-np.inf] * 3]))
    assert (error.op, error.first) == ("ttnn.softmax", (1, 0))
    assert (error.inputs_finite, error.begins_here) == (False, True)
    assert "input 0 holds 3 -inf: it begins here" in str(error)


def test_nan_only(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    a = A.copy()
    a[1, 2] = 60
    with debug.stop_at_nonfinite("nan"):
        runtime.submit(device, rich, 0, rich_inputs(a=a))


def test_the_exception_travels_between_processes(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    with debug.stop_at_nonfinite():
        error = stopped_at(device, rich, rich_inputs(a=np.full((2, 4), np.nan, np.float32)))
    copy = pickle.loads(pickle.dumps(error))
    assert str(copy) == str(error)
    assert copy.counts == error.counts
    np.testing.assert_array_equal(copy.output, error.output)


@pytest.mark.parametrize(("kinds", "words"), [((), "empty"), (("nan", "inf"), "'inf'"), ("NaN", "'NaN'")])
def test_kinds_that_there_are_not(kinds: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        debug.stop_at_nonfinite(kinds)
