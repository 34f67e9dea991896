"""The benchmarks' way to compare: two processes that take turns, and what is said when one of them fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from side_by_side import Comparison, Worker, compare

ENGINE = """
import sys
import time
from pathlib import Path
import numpy as np
from side_by_side import serve

now = 0.0
time.perf_counter = lambda: now  # a run takes as long as it says, however busy the machine is

def load():
    held = np.ones({megabytes} << 17)
    def run():
        global now
        now += {seconds}
        return held[:1].astype(np.float32)
    return run

serve(load, Path(sys.argv[1]))
"""


def engine(folder: Path, name: str, *, seconds: float, megabytes: int) -> Worker:
    path = [part for part in sys.path if part]
    text = f"import sys; sys.path[:0] = {path!r}\n" + ENGINE.format(seconds=seconds, megabytes=megabytes)
    return Worker([sys.executable, "-c", text, str(folder / f"{name}.npy")])


def test_ratios_are_ours_over_the_peers(tmp_path: Path) -> None:
    with (
        engine(tmp_path, "ours", seconds=0.002, megabytes=10) as ours,
        engine(tmp_path, "peer", seconds=0.02, megabytes=300) as peer,
    ):
        result = compare(ours, peer, turns=3, runs=2)
    assert (result.ours_seconds, result.peer_seconds) == pytest.approx((0.002, 0.02))
    assert result.ratios == pytest.approx([0.1] * 3)
    # A worker's peak is its own: no more than 200 MB of interpreter and numpy above what it holds.
    assert 300 << 20 < result.peer_peak_bytes < 500 << 20
    assert result.memory_ratio < 1


def test_the_spread_is_first_and_last_decile() -> None:
    ratios = [1 + index / 10 for index in range(11)]
    low, high = Comparison(1, 1, ratios, 0, 0, 1, 1).spread
    assert (round(low, 6), round(high, 6)) == (1.1, 1.9)


def test_a_worker_that_fails_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="ended with status 3"):
        Worker([sys.executable, "-c", "exit(3)"])
