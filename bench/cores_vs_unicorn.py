"""How fast cores run: interpreter and native code of the simulated card, unicorn, qemu-riscv32 and the host itself.

    ./bench/run cores_vs_unicorn [--runs N] [--json]

Three guests of about a thousand million instructions each (bench/cores), the same RV32IM file for all; for the host,
the same C compiled for it. All figures are CPU time of processes that take turns: the quickest run, less the quickest
run of the same guest with no rounds, so that start-up and loading do not count. Native code comes from a cache on disk
that a run before has filled.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SOURCES = HERE / "cores"
RISCV = ["--target=riscv32", "-march=rv32im", "-mabi=ilp32", "-ffreestanding", "-nostdlib", "-static", "-fuse-ld=lld"]
ROUNDS = {"integer_mix": 2_400_000, "dispatch": 124_000, "copy_crc": 5_424}


@dataclass(frozen=True)
class Wanted:
    """A ratio of speeds that is asked for."""

    engine: str
    peer: str
    least: Mapping[str, float]


WANTED = (
    Wanted("interpreter", "unicorn", {"integer_mix": 2.5, "dispatch": 2.2, "copy_crc": 2.7}),
    Wanted("native", "qemu", {"integer_mix": 1.5, "dispatch": 3.5, "copy_crc": 1.2}),
    Wanted("native", "host", {"integer_mix": 0.45, "dispatch": 0.38, "copy_crc": 0.85}),
)


def build_guests(folder: Path) -> None:
    """Compile each guest for RV32 (NAME.full, NAME.empty) and for the host (NAME.full.host, ...)."""
    for name, rounds in ROUNDS.items():
        for kind, count in (("full", rounds), ("empty", 0)):
            constant = folder / "rounds.c"
            constant.write_text(f"const unsigned guest_rounds = {count};\n", encoding="ascii")
            guest = folder / f"{name}.{kind}"
            for output, flags, start in ((guest, RISCV, "start_riscv.c"), (f"{guest}.host", [], "start_host.c")):
                sources = [SOURCES / f"{name}.c", SOURCES / start, constant]
                subprocess.run(["clang-22", "-O2", *flags, "-o", output, *sources], check=True)


def engines() -> dict[str, list[str]]:
    """The command of each engine, to which the guest's path is appended."""
    runner = str(ROOT / "build" / "release" / "bin" / "riscv_run")
    found = {
        "interpreter": [runner, "--tier", "interpreter"],
        "native": [runner, "--tier", "native"],
        "unicorn": [sys.executable, str(HERE / "cores_unicorn.py")],
        "unicorn, counting": [sys.executable, str(HERE / "cores_unicorn.py"), "--count"],
        "qemu": ["qemu-riscv32"],
        "host": [],
    }
    if shutil.which("qemu-riscv32") is None:
        print("qemu-riscv32 is not installed (Debian: qemu-user); its column is left out", file=sys.stderr)
        del found["qemu"]
    return found


def run(command: Sequence[str], environment: Mapping[str, str]) -> tuple[float, str]:
    """CPU seconds of a process, and what it writes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, output


def instructions(guest: Path) -> int:
    """How many instructions a guest executes."""
    command = [str(ROOT / "build" / "release" / "bin" / "riscv_run"), "--statistics", str(guest)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stderr.split()[0])


def measure(folder: Path, name: str, runs: int) -> dict[str, float]:
    """Millions of the guest's instructions a second, for each engine."""
    environment = {**os.environ, "TENON_CACHE_DIR": str(folder / "cache")}
    quickest: dict[str, dict[str, float]] = {engine: {} for engine in engines()}
    outputs = set()
    # The first turn fills caches.
    for turn in range(runs + 1):
        for engine, command in engines().items():
            for kind in ("full", "empty"):
                guest = f"{folder / name}.{kind}" + (".host" if engine == "host" else "")
                seconds, output = run([*command, guest], environment)
                if kind == "full":
                    outputs.add(output)
                if turn > 0:
                    quickest[engine][kind] = min(seconds, quickest[engine].get(kind, seconds))
    if len(outputs) != 1:
        raise RuntimeError(f"the engines disagree about {name}: {sorted(outputs)}")
    million = instructions(folder / f"{name}.full") / 1e6
    return {engine: million / (seconds["full"] - seconds["empty"]) for engine, seconds in quickest.items()}


def main() -> int:
    """Measure all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="runs of each engine with each guest (default: 5)")
    parser.add_argument("--json", action="store_true", help="print results as JSON")
    options = parser.parse_args()
    subprocess.run([str(ROOT / "scripts" / "build"), "release", "riscv_run", "TenonCoreCompiler"], check=True)
    with tempfile.TemporaryDirectory(prefix="tenon-bench.") as folder:
        build_guests(Path(folder))
        speeds = {name: measure(Path(folder), name, options.runs) for name in ROUNDS}
    ratios = {
        f"{wanted.engine} over {wanted.peer}": {
            name: (speeds[name][wanted.engine] / speeds[name][wanted.peer], least)
            for name, least in wanted.least.items()
            if wanted.peer in speeds[name]
        }
        for wanted in WANTED
    }
    if options.json:
        print(json.dumps({"mips": speeds, "ratios": ratios}))
        return 0
    print(f"{'millions of instructions a second':34}" + "".join(f"{name:>22}" for name in ROUNDS))
    for engine in engines():
        print(f"{engine:34}" + "".join(f"{speeds[name][engine]:22.0f}" for name in ROUNDS))
    for what, of_guests in ratios.items():
        cells = (f"{ratio:.2f} (wanted {least:g})" for ratio, least in of_guests.values())
        print(f"{what:34}" + "".join(f"{cell:>22}" for cell in cells))
    return 0


if __name__ == "__main__":
    sys.exit(main())
