"""What the simulated card costs: opening, idle memory, copies, many cores against one, serving the host."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

BUILD = Path(__file__).resolve().parents[1] / "build" / "release"


def main() -> None:
    """Build and run bench/chip/chip_bench.cpp, which prints a line for each figure, with its aim."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    subprocess.run(["ninja", "-C", str(BUILD), "chip_bench"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([str(BUILD / "bin" / "chip_bench")], check=True)


if __name__ == "__main__":
    main()
