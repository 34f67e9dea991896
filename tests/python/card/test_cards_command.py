"""`ttrt cards` and the files that open chips keep for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import ttrt
from ttrt import card
from ttrt.card import status


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("TENON_STATUS_DIR", str(tmp_path))
    yield tmp_path


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python of its own, with the packages under test."""
    environment = os.environ | {"PYTHONPATH": os.fspath(Path(ttrt.__file__).parents[1])}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=environment, timeout=120, check=False
    )


def show(*arguments: str) -> subprocess.CompletedProcess[str]:
    return python("-m", "ttrt", "cards", *arguments)


def waiting_chip(kernel: Callable[..., card.Kernel]) -> card.Chip:
    """A chip with a core that waits at a breakpoint, and one that waits for a page."""
    chip = card.open(grid=(2, 1))
    program = card.Program()
    program.add_circular_buffer((0, 0), 3, pages=1)
    program.add_kernel(kernel("cb_wait_front(3, 1);"), (0, 0), "dm0")
    program.add_kernel(kernel("cb_reserve_back(3, 1);\ncb_push_back(3, 1);"), (0, 0), "dm1")
    chip.add_breakpoint("test.cpp", "test.cpp", 5)
    chip.enqueue(program)
    assert chip.wait_for_breakpoint() == [((0, 0), "dm1")]
    return chip


def test_an_open_chip_is_shown(folder: Path, kernel: Callable[..., card.Kernel]) -> None:
    chip = waiting_chip(kernel)
    try:
        [found] = status.chips()
        while found.cores[0].activity in ("ready", "running"):  # it may come to its wait after the other's breakpoint
            [found] = status.chips()
        assert (found.process, found.grid, found.running) == (os.getpid(), (2, 1), True)
        dm0, dm1, compute = found.cores[:3]
        assert (dm0.activity, dm0.kernel, dm0.waits_for) == (
            "waiting",
            "test.cpp",
            "cb_wait_front(circular buffer 3, 1 page)",
        )
        assert (dm1.activity, compute.activity) == ("stopped", "idle")

        text = show("--once").stdout
        assert str(os.getpid()) in text
        assert "cb_wait_front(circular buffer 3, 1 page)" in text
        assert json.loads(show("--json").stdout)[0]["cores"][0]["activity"] == "waiting"
        assert show("1").returncode == 1
    finally:
        chip.close()
    assert list(folder.iterdir()) == []
    assert "No simulated chip" in show("--once").stdout


def test_files_that_killed_processes_left_are_removed(folder: Path) -> None:
    program = "import os, ttrt.card; chip = ttrt.card.open(grid=(1, 1)); os._exit(1)"
    assert python("-c", program).returncode == 1
    assert len(list(folder.iterdir())) == 1
    assert list(status.chips()) == []
    assert list(folder.iterdir()) == []


def test_damaged_files_are_refused(folder: Path) -> None:
    with card.open(grid=(1, 1)):
        [path] = folder.iterdir()
        data = path.read_bytes()
    for damaged in (b"", data[:100], data[:-1], b"X" + data[1:], data[:40] + b"\xff" * 8 + data[48:]):
        copy = folder / "copy.card"
        copy.write_bytes(damaged)
        with pytest.raises(ValueError):
            status.read(copy)
        assert list(status.chips()) == []


def test_without_a_folder_chips_open_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("", "/proc/no/such/folder"):
        monkeypatch.setenv("TENON_STATUS_DIR", place)
        with card.open(grid=(1, 1)) as chip:
            assert chip.snapshot().programs == 0
