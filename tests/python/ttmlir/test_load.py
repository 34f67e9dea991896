"""Memory comes back, and threads do not crash: see bindings_load.py, whose programs run in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bindings_load import ROUND_CONTEXTS, ROUND_OPERATIONS, ROUNDS

PROGRAM = Path(__file__).with_name("bindings_load.py")


def run(what: str) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    # Freed memory goes back to the system at once, so that the resident set shows what is held.
    environment["MALLOC_TRIM_THRESHOLD_"] = "131072"
    done = subprocess.run([sys.executable, PROGRAM, what], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("what", "created"), [("operations", ROUND_OPERATIONS * ROUNDS), ("contexts", ROUND_CONTEXTS * ROUNDS)]
)
def test_memory_comes_back(what: str, created: int) -> None:
    assert created >= (1_000_000 if what == "operations" else 10_000)
    resident = [int(line) for line in run(what).split()]
    assert len(resident) == ROUNDS
    # The first round fills the allocators' pools. From then on nothing may be left of an object: a leak of the
    # smallest block that malloc gives (32 bytes) for each of them would already be more than this bound.
    rounds = ROUNDS - 1
    bound = 32 * created * rounds // ROUNDS
    if what == "contexts":
        # A context takes about 300 KB; a hundredth of one left behind would show.
        bound = 3_000 * created * rounds // ROUNDS
    assert resident[-1] - resident[0] < bound


@pytest.mark.parametrize("what", ["own", "shared"])
def test_threads(what: str) -> None:
    run(what)
