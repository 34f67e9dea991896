"""Makes the packages of the build, the examples and the benchmarks importable, and selects tests by name."""

from __future__ import annotations

import gc
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from leak_check import _leaves_mlir, _nothing_is_lost  # noqa: F401  (fixtures)

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("TENON_BUILD_DIR", ROOT / "build" / "release")).resolve()

for folder in (ROOT / "bench", ROOT / "examples", BUILD / "python_packages"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --match, which takes any text, where pytest's -k takes an expression."""
    parser.addoption("--match", metavar="TEXT", help="run the tests whose path or name contains TEXT")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what --match names, and let slow tests run last."""
    text = config.getoption("--match")
    if text:
        chosen = [item for item in items if text.lower() in item.nodeid.lower()]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


def pytest_collection_finish() -> None:
    """Keep what was imported and collected for good: the garbage collector need not search it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def full_device(tmp_path: Path) -> Path:
    """A device that is full, as /dev/full, but the test's own: a mistake would hurt nobody."""
    path = tmp_path / "full"
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 7))
        path.open("wb", buffering=0).close()
    except OSError as error:
        pytest.skip(f"devices may not be made here: {error}")
    return path


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of its own, with a file that leaves a page free."""
    path = tmp_path / "disk"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(path)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"file systems may not be mounted here: {error}")
    try:
        with (path / "filler").open("wb") as filler:
            filler.write(bytes(60 << 10))
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def build_dir() -> Path:
    """The build folder whose tools and packages are tested."""
    return BUILD
