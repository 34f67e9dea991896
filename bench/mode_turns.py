"""What a mode costs over another one of the same worker: both measured in short turns, compared within each turn.

A mode is a way of running the same thing (with a hook, without). A worker takes lines like "hook 20", runs that mode
20 times and answers with the seconds of each run. Turns of a few milliseconds see the same machine, whatever else it
does; the quickest run of a turn is the one that was disturbed least.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from side_by_side import Worker

WARM_UPS = 3
Run = Callable[[], object]
# Entered before the runs of a turn and left after them; gives the function to time.
Mode = Callable[[], AbstractContextManager[Run]]


def serve_modes(modes: Mapping[str, Mode], greeting: Mapping[str, float]) -> None:
    """Be a worker of these modes; `greeting` is what is said first."""
    print(json.dumps({"first_result_seconds": 0.0, **greeting}), flush=True)
    for line in sys.stdin:
        name, times = line.split()
        seconds = []
        with modes[name]() as run:
            for _ in range(WARM_UPS):
                run()
            for _ in range(int(times)):
                begin = time.perf_counter()
                run()
                seconds.append(time.perf_counter() - begin)
        print(json.dumps(seconds), flush=True)


def quickest(worker: Worker, mode: str, runs: int) -> float:
    """The seconds of the quickest of `runs` runs."""
    return float(min(worker.ask(f"{mode} {runs}")))


@dataclass(frozen=True)
class Samples:
    """One number a turn, and how they spread."""

    values: list[float]

    @property
    def median(self) -> float:
        """The median of all turns."""
        return statistics.median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """The first and the last decile."""
        deciles = statistics.quantiles(self.values, n=10, method="inclusive")
        return deciles[0], deciles[-1]


def take_turns(workers: Iterable[tuple[Worker, Sequence[str]]], turns: int, runs: int) -> list[dict[str, list[float]]]:
    """For each worker and each of its modes, the seconds of the quickest run of every turn.

    All modes of all workers take a turn after each other; the order is turned round from turn to turn.
    """
    given = list(workers)
    seconds: list[dict[str, list[float]]] = [{mode: [] for mode in modes} for _, modes in given]
    order = [(index, mode) for index, (_, modes) in enumerate(given) for mode in modes]
    for turn in range(turns):
        for index, mode in order if turn % 2 else reversed(order):
            seconds[index][mode].append(quickest(given[index][0], mode, runs))
    return seconds


def extra(seconds: Mapping[str, list[float]], mode: str, over: str, ops: float) -> Samples:
    """What `mode` takes more than `over`, in nanoseconds an op."""
    return Samples([(a - b) / ops * 1e9 for a, b in zip(seconds[mode], seconds[over], strict=True)])
