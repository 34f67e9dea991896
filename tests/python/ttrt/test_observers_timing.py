"""time_ops: counts, seconds, totals and the report."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from observer_samples import RICH, rich_inputs

import ttrt.binary
from ttrt import runtime
from ttrt.runtime import debug


@pytest.fixture
def rich(compile_text: Callable[[str], Path]) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(compile_text(RICH)))


def test_seconds_are_those_that_the_runtime_measured(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    measured: dict[tuple[int, int], list[float]] = {}

    def post_op(binary: Any, context: Any, op: Any) -> None:
        if op.name != "ttcore.load_cached":
            measured.setdefault((runtime.get_program_index(context), op.index), []).append(op.duration)

    inputs = rich_inputs()
    with debug.time_ops() as times, debug.watch(post_op=post_op, timed=True):
        for _ in range(3):
            runtime.submit(device, rich, 0, inputs)
    rows = {(row.place.program, row.place.index): row for row in times.rows if "load_cached" not in row.place.op}
    assert rows.keys() == measured.keys()
    for key, seconds in measured.items():
        row = rows[key]
        assert (row.count, row.min, row.max) == (len(seconds), min(seconds), max(seconds))
        assert row.seconds == pytest.approx(sum(seconds))
    nested = [row for row in times.rows if row.place.program_name != "main"]
    assert [(row.place.op, row.count) for row in nested] == [("ttnn.add", 1)]


def test_an_op_counts_without_the_program_that_it_runs(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    pause = 0.05
    with debug.time_ops() as times, debug.watch(post_op=lambda *_: time.sleep(pause), ops="add"):
        runtime.submit(device, rich, 0, rich_inputs())
    (row,) = [row for row in times.rows if row.place.op == "ttcore.load_cached"]
    assert row.seconds < pause  # the callback slept inside it


def test_totals(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    inputs = rich_inputs()
    with debug.time_ops() as times:
        for _ in range(2):
            runtime.submit(device, rich, 0, inputs)
    for totals in (times.by_op(), times.by_location(), times.by_layer()):
        assert sum(total.seconds for total in totals) == pytest.approx(times.seconds)
        assert sum(total.share for total in totals) == pytest.approx(1)
        assert sum(total.count for total in totals) == sum(row.count for row in times.rows)
        assert [total.seconds for total in totals] == sorted((total.seconds for total in totals), reverse=True)
    assert {total.name: total.count for total in times.by_layer()}["encoder.layer.1"] == 4  # exp and topk, twice
    assert {total.name: total.count for total in times.by_op()}["ttnn.exp"] == 4  # that of no elements, too
    assert {total.name: total.count for total in times.by_location()}["model.py:7"] == 2


def test_the_report(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    with debug.time_ops(layer=1) as times:
        runtime.submit(device, rich, 0, rich_inputs())
    header, *lines, everything = times.report("layer").splitlines()
    assert header.split() == ["layer", "times", "ms", "ms", "each", "share"]
    assert {line.split()[0] for line in lines} == {"encoder", "head"}
    assert everything.split()[:2] == ["all", str(sum(row.count for row in times.rows))]
    assert everything.endswith("100.0%")
    assert len(times.report(limit=1).splitlines()) == 3
    with pytest.raises(ValueError, match="op, location, layer"):
        times.report("size")  # type: ignore[arg-type]


def test_the_report_of_nothing() -> None:
    with debug.time_ops() as times:
        pass
    assert times.rows == times.by_op() == []
    assert times.seconds == 0
    assert times.report().split() == ["op", "times", "ms", "ms", "each", "share"]


def test_programs_that_failed_do_not_disturb(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    def fail(*_: Any) -> None:
        raise KeyError("stop")

    with debug.time_ops() as times:
        with debug.watch(post_op=fail, ops="add"), pytest.raises(KeyError):
            runtime.submit(device, rich, 0, rich_inputs(w=np.ones((4, 4), np.float32)))
        runtime.submit(device, rich, 0, rich_inputs())
    assert {row.place.op: row.count for row in times.rows}["ttnn.matmul"] == 1
