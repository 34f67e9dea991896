"""What MLIR's Python API costs here and in jaxlib, which holds MLIR's own bindings, on a module of 20,000 operations.

    ./bench/run bindings_vs_jaxlib [--quick] [--json]

All figures are of one run, in which both take turns, each in a process of its own. A ratio below 1 says that ours is
faster. Both hold about the same MLIR; jaxlib's is linked statically, ours is the system's.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bindings_modes import MODES, serve_bindings
from mode_turns import Samples, take_turns
from side_by_side import Worker

PACKAGES = {"ours": "ttmlir", "peer": "jaxlib.mlir"}
RUNS = 3
GEOMETRIC_MEAN_LIMIT = 1 / 1.2
IMPORT_SECONDS_LIMIT = 0.15


@dataclass(frozen=True)
class Line:
    """One line of the table: the median times in seconds, and the ratios of all turns."""

    what: str
    ours: float
    peer: float
    ratios: Samples
    quickest: float
    """The seconds of our quickest turn."""


def worker(package: str) -> Worker:
    """The process that runs all modes with the package's `ir`."""
    return Worker([sys.executable, __file__, "--worker", package])


def measure_modes(turns: int) -> Iterator[Line]:
    """Everything that runs in a process that has imported `ir`."""
    with worker(PACKAGES["ours"]) as ours, worker(PACKAGES["peer"]) as peer:
        if ours.greeting["operations"] != peer.greeting["operations"]:
            raise RuntimeError(f"the modules differ: {ours.greeting} and {peer.greeting}")
        names = list(MODES)
        in_ours, in_peer = take_turns([(ours, names), (peer, names)], turns, RUNS)
    for name, what in MODES.items():
        yield line(what, in_ours[name], in_peer[name])


def import_seconds(package: str) -> float:
    """The time that `import ir` takes in a fresh process, without the interpreter's start."""
    code = f"import time; t = time.perf_counter(); import {package}.ir; print(time.perf_counter() - t)"
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def measure_imports(turns: int) -> Line:
    """Fresh processes, in turns; the first of each warms the file cache."""
    seconds: Mapping[str, list[float]] = {name: [] for name in PACKAGES}
    for turn in range(turns + 1):
        for name in PACKAGES if turn % 2 else reversed(PACKAGES):
            taken = min(import_seconds(PACKAGES[name]) for _ in range(3))
            if turn:
                seconds[name].append(taken)
    return line("import ir, in a fresh process", seconds["ours"], seconds["peer"])


def line(what: str, ours: list[float], peer: list[float]) -> Line:
    """The line of one measurement."""
    ratios = Samples([a / b for a, b in zip(ours, peer, strict=True)])
    return Line(what, statistics.median(ours), statistics.median(peer), ratios, min(ours))


def show(line: Line) -> None:
    """Print a line of the table."""
    low, high = line.ratios.spread
    met = "yes" if line.ratios.median <= 1 else "NO"
    print(
        f"{line.what:44} {line.ours * 1e3:9.1f} {line.peer * 1e3:9.1f} "
        f"{line.ratios.median:7.2f} {f'({low:.2f} to {high:.2f})':>16}  {met}",
        flush=True,
    )


def main() -> int:
    """Measure all, or be a worker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer turns")
    parser.add_argument("--json", action="store_true", help="print results as JSON")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        serve_bindings(options.worker)
        return 0

    turns = 3 if options.quick else 11
    begin = time.perf_counter()
    if not options.json:
        print(f"{'':44} {'ours, ms':>9} {'peer, ms':>9} {'ratio':>7} {'(deciles)':>16}  at most 1")
    lines = []
    for measured in (*measure_modes(turns), measure_imports(turns)):
        lines.append(measured)
        if not options.json:
            show(measured)
    mean = statistics.geometric_mean(line.ratios.median for line in lines)
    # What the machine does besides only ever adds to it.
    imports = lines[-1].quickest
    if options.json:
        described = [
            {"what": line.what, "ours_seconds": line.ours, "peer_seconds": line.peer, "ratio": line.ratios.median}
            for line in lines
        ]
        print(json.dumps({"lines": described, "geometric_mean": mean}))
        return 0
    print(
        f"geometric mean of the ratios {mean:.2f}, at most {GEOMETRIC_MEAN_LIMIT:.2f}: {mean <= GEOMETRIC_MEAN_LIMIT}"
    )
    print(f"import of ir {imports:.3f} s, at most {IMPORT_SECONDS_LIMIT} s: {imports <= IMPORT_SECONDS_LIMIT}")
    print(f"({time.perf_counter() - begin:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
