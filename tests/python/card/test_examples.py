"""The programs in examples/card do what they say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import ttrt

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "card"


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.fspath(Path(ttrt.__file__).parents[1])}
    command = [sys.executable, EXAMPLES / f"{name}.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=False)


@pytest.mark.parametrize(
    "name, arguments, said",
    [
        ("vector_add", ["--elements", "100001"], "100001 sums, made on 64 tiles, are right"),
        ("vector_add", ["--elements", "1000", "--arch", "blackhole"], "1000 sums, made on 140 tiles, are right"),
        ("matmul", ["--size", "100", "70", "300"], "the product of 100x70 and 70x300, in 40 tiles, is right"),
        ("multicast", ["--words", "1000"], "4000 bytes reached 56 tiles, and each added them up rightly"),
        ("multicast", ["--arch", "blackhole"], "65536 bytes reached 126 tiles, and each added them up rightly"),
    ],
)
def test_an_example_checks_its_result(name: str, arguments: list[str], said: str) -> None:
    result = run(name, *arguments)
    assert (result.stdout, result.stderr, result.returncode) == (said + "\n", "", 0)


def test_the_deadlock_is_explained() -> None:
    result = run("deadlock")
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "deadlock: every core of the program waits"
    for processor, number, line in (("dm0", 0, lines[1]), ("dm1", 1, lines[2])):
        assert f"{processor} of tile (x=0, y=0)" in line
        assert "wait_for_other.cpp:8" in line
        assert f"noc_semaphore_wait: semaphore {number}" in line


def test_an_example_says_what_is_wrong_with_its_arguments() -> None:
    result = run("vector_add", "--arch", "no_such_chip")
    assert result.returncode == 1
    assert "no_such_chip" in result.stderr
    assert "wormhole_b0" in result.stderr


def test_a_process_may_end_while_code_is_compiled(tmp_path: Path) -> None:
    program = (
        "from ttrt import card\n"
        "kernel = card.Kernel.compile('void kernel_main() { for (volatile unsigned i = 0; i < 200000; i = i + 1); }')\n"
        "with card.open(grid=(1, 1)) as chip:\n"
        "    program = card.Program()\n"
        "    program.add_kernel(kernel, (0, 0), 'dm0')\n"
        "    chip.run(program)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.fspath(Path(ttrt.__file__).parents[1])}
    for attempt in range(5):
        cold = environment | {"TENON_CACHE_DIR": str(tmp_path / str(attempt))}
        result = subprocess.run([sys.executable, "-c", program], capture_output=True, env=cold, timeout=60, check=False)
        assert (result.returncode, result.stderr) == (0, b"")
