"""What debug hooks cost on a chain of 1,000 small ops, and what PyTorch's TorchDispatchMode and plain calls cost.

    ./bench/run hooks_vs_torch [--quick] [--json] [--deallocations]

All figures are of one run, in which everything takes turns. Without PyTorch its line is left out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from hooks_tenon import OPS, compile_chain, serve_tenon
from hooks_torch import INSTALL, has_torch, serve_torch
from mode_turns import Samples, extra, take_turns
from side_by_side import Worker

HERE = Path(__file__).resolve()
ROOT = HERE.parents[1]
RUNS = 20
TURNS_OF_AN_ORDER = 12
# Programs of the same objects: see bench/hooks/CMakeLists.txt.
ORDERS = range(1, 25)
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "TT_RUNTIME_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    what: str
    samples: Samples
    unit: str
    limit: float | None = None
    """What is asked of it; None for what it is compared with. A ratio with unit "times less" must reach it."""

    def is_met(self) -> bool | None:
        """Whether the median is within the limit."""
        if self.limit is None:
            return None
        return self.samples.median >= self.limit if self.unit == "times less" else self.samples.median <= self.limit


def build() -> None:
    """Build the workers: with hooks, and with a runtime that has none."""
    script = str(ROOT / "scripts" / "build")
    subprocess.run([script, "release", "hooks_bench", "hook_calls"], check=True)
    subprocess.run([script, "no-hooks", "hooks_bench"], check=True)


def cpp_worker(preset: str, order: int, program: Path) -> Worker:
    """The C++ program of a build, with its functions in one of the orders."""
    return Worker([str(ROOT / "build" / preset / "bin" / f"hooks_bench_{order}"), str(program)], ENVIRONMENT)


def python_worker(name: str, program: Path) -> Worker:
    """One of the workers in Python."""
    return Worker([sys.executable, str(HERE), "--worker", name, "--program", str(program)], ENVIRONMENT)


def compare_builds(program: Path, rounds: int) -> Samples:
    """The time without hooks registered over the time of a runtime without hooks, once a round.

    Where functions and data happen to lie makes more of a difference than what is compared. So a round adds up the
    quickest runs of programs whose functions lie in different orders, each in a process of its own.
    """
    ratios = []
    for _ in range(rounds):
        seconds = {"release": 0.0, "no-hooks": 0.0}
        for order in ORDERS:
            with ExitStack() as stack:
                workers = [(stack.enter_context(cpp_worker(preset, order, program)), ("none",)) for preset in seconds]
                for preset, turns in zip(seconds, take_turns(workers, TURNS_OF_AN_ORDER, RUNS), strict=True):
                    seconds[preset] += min(turns["none"])
        ratios.append(seconds["release"] / seconds["no-hooks"])
    return Samples(ratios)


def check(tenon: Worker, torch: Worker | None) -> None:
    """The chain must be what is said of it, and the same on both sides."""
    if tenon.greeting["rare_ops"] != 1:
        raise RuntimeError(f"{tenon.greeting['rare_ops']} ops of the program are ttnn.exp; there should be one")
    if torch and abs(torch.greeting["result"] - tenon.greeting["result"]) > 1e-4:
        raise RuntimeError(f"PyTorch computes {torch.greeting['result']}, Tenon {tenon.greeting['result']}")


def measure(program: Path, rounds: int, turns: int) -> Iterator[Line]:
    """Measure all lines."""
    ratio = compare_builds(program, rounds)
    yield Line("no hook registered, over a runtime built without hooks", ratio, "times", 1.01)
    with ExitStack() as stack:
        cpp = stack.enter_context(cpp_worker("release", ORDERS[0], program))
        tenon = stack.enter_context(python_worker("tenon", program))
        torch = stack.enter_context(python_worker("torch", program)) if has_torch() else None
        check(tenon, torch)
        ops = tenon.greeting["ops"]
        workers: list[tuple[Worker, Sequence[str]]] = [
            (cpp, ("none", "hook", "filtered")),
            (tenon, ("none", "hook", "filtered", "new_objects", "same_objects")),
        ]
        if torch:
            workers.append((torch, ("none", "mode")))
        in_cpp, in_python, *in_torch = take_turns(workers, turns, RUNS)

    def calls(mode: str) -> Samples:
        return Samples([seconds / OPS * 1e9 for seconds in in_python[mode]])

    hook = extra(in_python, "hook", "none", ops)
    yield Line("a C++ hook that does nothing", extra(in_cpp, "hook", "none", ops), "ns an op", 30)
    yield Line("a C++ observer of another op", extra(in_cpp, "filtered", "none", ops), "ns an op", 10)
    yield Line("a Python observer of another op", extra(in_python, "filtered", "none", ops), "ns an op", 10)
    yield Line("a Python hook that does nothing", hook, "ns an op", 150)
    yield Line("  nanobind, three new objects and the GIL in each call", calls("new_objects"), "ns a call")
    yield Line("  nanobind, three ready objects and the GIL in each call", calls("same_objects"), "ns a call")
    for seconds in in_torch:
        mode = extra(seconds, "mode", "none", OPS)
        yield Line("  PyTorch, a TorchDispatchMode that does nothing", mode, "ns an op")
        times = Samples([a / b for a, b in zip(mode.values, hook.values, strict=True)])
        yield Line("a Python hook, compared with TorchDispatchMode", times, "times less", 20)


def show(line: Line) -> None:
    """Print a line of the table."""
    low, high = line.samples.spread
    digits = 3 if line.unit == "times" else 1
    numbers = f"{line.samples.median:9.{digits}f} {f'({low:.{digits}f} to {high:.{digits}f})':>22}"
    bound = "" if line.limit is None else f"{'at least' if line.unit == 'times less' else 'at most'} {line.limit:g}"
    met = {True: "yes", False: "NO", None: ""}[line.is_met()]
    print(f"{line.what:56} {numbers} {line.unit:10} {bound:13} {met}".rstrip(), flush=True)


def main() -> int:
    """Measure all, or be a worker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer turns, in a few seconds")
    parser.add_argument("--json", action="store_true", help="print results as JSON")
    parser.add_argument(
        "--deallocations",
        action="store_true",
        help="compile as by default, with a ttnn.deallocate after most ops, which hooks see as ops, too",
    )
    parser.add_argument("--worker", choices=["tenon", "torch"], help=argparse.SUPPRESS)
    parser.add_argument("--program", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker == "tenon":
        serve_tenon(options.program, ROOT / "build" / "release" / "lib")
        return 0
    if options.worker == "torch":
        serve_torch()
        return 0

    build()
    lines = []
    if not options.json:
        print(f"{'':56} {'median':>9} {'(deciles)':>22} {'':10} {'wanted':13} met")
    with tempfile.TemporaryDirectory(prefix="tenon-bench.") as folder:
        program = Path(folder) / "chain.ttnn"
        compile_chain(program, with_deallocations=options.deallocations)
        for line in measure(program, *((3, 20) if options.quick else (10, 100))):
            lines.append(line)
            if not options.json:
                show(line)
    if not has_torch():
        print(
            f"PyTorch is not installed, so that nothing is said of it; to compare, run\n    {INSTALL}", file=sys.stderr
        )
    if options.json:
        described = [
            {
                "what": line.what.strip(),
                "median": line.samples.median,
                "deciles": line.samples.spread,
                "unit": line.unit,
                "limit": line.limit,
                "met": line.is_met(),
            }
            for line in lines
        ]
        print(json.dumps(described))
    return 0


if __name__ == "__main__":
    sys.exit(main())
