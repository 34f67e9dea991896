"""layer_statistics: against numpy over all values at once, for every kind of tensor and over runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from observer_samples import RICH, A, rich_inputs, watched_copies

import ttrt.binary
from ttrt import runtime
from ttrt.runtime import debug
from ttrt.runtime.debug.locations import layer_rule
from ttrt.runtime.debug.moments import Moments


@pytest.fixture
def rich(compile_text: Callable[[str], Path]) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(compile_text(RICH)))


def check(row: debug.LayerRow, values: np.ndarray) -> None:
    finite = values[np.isfinite(values)]
    assert row.elements == values.size
    assert (row.min, row.max) == (finite.min(), finite.max())
    assert row.mean == pytest.approx(finite.mean(), rel=1e-12)
    assert row.std == pytest.approx(finite.std(), rel=1e-12)
    assert row.zeros == pytest.approx((values == 0).mean())
    assert row.nan == np.isnan(values).sum()
    assert (row.positive_infinity, row.negative_infinity) == ((values == np.inf).sum(), (values == -np.inf).sum())


def test_statistics_over_runs(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    values: dict[str, list[np.ndarray]] = {}

    def post_op(binary: Any, context: Any, op: Any) -> None:
        if op.name not in ("ttcore.load_cached", "ttnn.deallocate"):
            layer = layer_rule(None)(op.location)
            values.setdefault(layer, []).extend(
                array.astype(np.float64) for array in watched_copies(binary, context, op)
            )

    bad = np.array([[0, -1, np.inf, 1], [2, 3, 4, np.nan]], ml_dtypes.bfloat16)  # log: -inf, NaN, +inf, 0, ...
    with debug.layer_statistics() as statistics, debug.watch(post_op=post_op):
        for a, h in ((A, bad), (A * 1.5, bad), (A - 1, bad)):
            runtime.submit(device, rich, 0, rich_inputs(a=a, h=h))
    rows = {row.layer: row for row in statistics.rows}
    assert list(rows) == ["encoder.layer.0", "encoder.layer.1", "head"] == list(values)
    for layer, arrays in values.items():
        check(rows[layer], np.concatenate([array.reshape(-1) for array in arrays]))
    assert rows["head"].nan == 3 * 2
    assert rows["encoder.layer.1"].count == 3 * 2
    assert rows["head"].count == 3 * 3
    assert rows["head"].seconds > 0


def test_the_report(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    with debug.layer_statistics(layer=r"(encoder|head)", ops=["gt", "exp"]) as statistics:
        runtime.submit(device, rich, 0, rich_inputs())
    header, encoder, head = statistics.report().splitlines()
    assert header.split()[:4] == ["layer", "ops", "ms", "elements"]
    assert encoder.split()[0] == "encoder"
    assert encoder.split()[3] == "8"
    assert [head.split()[i] for i in (0, 1, 3, 4, 5, 6, 7, 8)] == ["head", "2", "8", "1", "1", "1", "0", "0.0%"]


def test_a_layer_without_finite_elements(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    with debug.layer_statistics(location="head.none") as statistics:
        runtime.submit(device, rich, 0, rich_inputs())
    (row,) = statistics.rows
    assert (row.count, row.elements, row.min, row.mean, row.std, row.zeros) == (1, 0, None, None, None, 0.0)
    assert "-" in statistics.report().splitlines()[1].split()


def test_a_large_mean_does_not_swallow_a_small_variance() -> None:
    random = np.random.default_rng(7)
    values = 1e8 + random.standard_normal(300_001)
    moments = Moments()
    for part in np.array_split(values, 7):
        moments.merge(Moments.of(part))
    assert moments.finite == values.size
    # Elements are exact to 1e8 * 2^-53 = 1e-8; sums of squares in one pass would be off by about 1e16 * 2^-53 = 1.
    assert moments.mean == pytest.approx(values.mean(), abs=1e-7)
    assert moments.deviation == pytest.approx(values.std(), rel=1e-9)


@pytest.mark.parametrize("dtype", [np.float16, ml_dtypes.bfloat16, np.uint32, np.int32, np.uint8, np.bool_])
def test_dtypes(dtype: Any) -> None:
    values = np.array([[0, 1, 7], [250, 3, 0]]).astype(dtype)
    moments, wide = Moments.of(values), values.astype(np.float64)
    assert moments.zeros == 2
    assert (moments.minimum, moments.maximum) == (wide.min(), wide.max())
    assert moments.mean == pytest.approx(wide.mean())
    assert moments.deviation == pytest.approx(wide.std())


def test_the_largest_numbers() -> None:
    largest = np.finfo(np.float32).max
    moments = Moments.of(np.array([largest, -largest], np.float32))
    assert moments.mean == 0
    assert moments.deviation == pytest.approx(float(largest))
