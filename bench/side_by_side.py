"""Measures two engines in the same run: each in a process of its own, taking turns, compared as ratios.

A process of its own gives each engine its own peak memory and threads; turns of a few runs each give both the same
share of whatever else the machine does. An engine is a function that loads the model and
returns a function that runs it once and returns the result.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

Result = npt.NDArray[np.float32]


def peak_memory() -> int:
    """The most memory that this process has held so far, in bytes (VmHWM, which begins anew in each program)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise OSError("/proc/self/status has no line VmHWM")


def serve(load: Callable[[], Callable[[], Result]], result_path: Path) -> None:
    """Be a worker: load, save one result, then run as often as each line of standard input says.

    Answers each line with the seconds of every run, and an empty line with the peak memory.
    """
    begin = time.perf_counter()
    run = load()
    np.save(result_path, run())
    print(json.dumps({"first_result_seconds": time.perf_counter() - begin}), flush=True)
    for line in sys.stdin:
        if not line.strip():
            print(json.dumps({"peak_bytes": peak_memory()}), flush=True)
            continue
        seconds = []
        for _ in range(int(line)):
            begin = time.perf_counter()
            run()
            seconds.append(time.perf_counter() - begin)
        print(json.dumps(seconds), flush=True)


class Worker:
    """A process that runs `serve`; use it in a `with`, which ends it."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        self.greeting: dict[str, float] = self._read()
        """What the worker says first: numbers by name, `first_result_seconds` among them."""
        self.first_result_seconds = self.greeting["first_result_seconds"]

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, which stops when its input ends."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.wait(60)

    def run(self, times: int) -> list[float]:
        """Run that often; the seconds of each run."""
        seconds: list[float] = self.ask(str(times))
        return seconds

    def peak_memory(self) -> int:
        """The process's peak memory so far, in bytes."""
        peak: int = self.ask("")["peak_bytes"]
        return peak

    def ask(self, line: str) -> Any:
        """Send a line; what the worker answers."""
        assert self._process.stdin
        print(line, file=self._process.stdin, flush=True)
        return self._read()

    def _read(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            self.close()
            raise RuntimeError(f"the worker ended with status {self._process.returncode}; its message stands above")
        return json.loads(line)


@dataclass(frozen=True)
class Comparison:
    """Ours over the peer's: below 1, ours is faster or smaller."""

    ours_seconds: float
    peer_seconds: float
    ratios: list[float]
    ours_first_result_seconds: float
    peer_first_result_seconds: float
    ours_peak_bytes: int
    peer_peak_bytes: int

    @property
    def ratio(self) -> float:
        """The median of the ratios of all turns."""
        return statistics.median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The first and the last decile of the ratios."""
        deciles = statistics.quantiles(self.ratios, n=10, method="inclusive")
        return deciles[0], deciles[-1]

    @property
    def memory_ratio(self) -> float:
        """The ratio of the peak memories."""
        return self.ours_peak_bytes / self.peer_peak_bytes


def compare(ours: Worker, peer: Worker, turns: int, runs: int) -> Comparison:
    """Let two workers take `turns` turns of `runs` runs each; a turn counts with its median run.

    Who begins changes from turn to turn, and the first turn of both is for warming up.
    """
    medians: dict[Worker, list[float]] = {ours: [], peer: []}
    for turn in range(turns + 1):
        for worker in (ours, peer) if turn % 2 else (peer, ours):
            # Threads of the engine that just ran may still spin for a moment.
            time.sleep(0.02)
            seconds = worker.run(runs)
            if turn:
                medians[worker].append(statistics.median(seconds))
    return Comparison(
        ours_seconds=statistics.median(medians[ours]),
        peer_seconds=statistics.median(medians[peer]),
        ratios=[a / b for a, b in zip(medians[ours], medians[peer], strict=True)],
        ours_first_result_seconds=ours.first_result_seconds,
        peer_first_result_seconds=peer.first_result_seconds,
        ours_peak_bytes=ours.peak_memory(),
        peer_peak_bytes=peer.peak_memory(),
    )
