"""Makes the packages of the build, the examples and the benchmarks importable, and selects tests by name."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

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


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def build_dir() -> Path:
    """The build folder whose tools and packages are tested."""
    return BUILD
