"""What the tests of debug hooks share. They need the runtime alone, so that they also run in builds with sanitizers."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hooks_harness import PREAMBLE, Run, Script, environment

import ttrt.binary
from ttrt import runtime


@pytest.fixture(scope="session")
def support(build_dir: Path) -> Any:
    """An extension with a copy of the runtime of its own: see tests/hooks/hooks_support.cpp."""
    sys.path.insert(0, str(build_dir / "tests" / "hooks"))
    return importlib.import_module("hooks_support")


@pytest.fixture(scope="session")
def small_path(support: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """out = relu(x + y) * x on 2x3: ttnn.add, ttnn.relu, ttnn.multiply."""
    path = tmp_path_factory.mktemp("hooks") / "small.ttnn"
    support.write_small(str(path))
    return path


@pytest.fixture(scope="session")
def chain_path(support: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred times ttnn.add, x + y + y + ... on 2x3."""
    path = tmp_path_factory.mktemp("hooks") / "chain.ttnn"
    support.write_chain(str(path), 100)
    return path


@pytest.fixture
def small(small_path: Path) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(small_path))


@pytest.fixture
def chain(chain_path: Path) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(chain_path))


@pytest.fixture
def device() -> Iterator[runtime.Device]:
    opened = runtime.open_mesh_device()
    yield opened
    if opened.is_open():
        runtime.close_mesh_device(opened)


@pytest.fixture
def run(device: runtime.Device) -> Run:
    """Runs a program of two inputs of 2x3 that are filled with these values."""

    def run(program: ttrt.binary.Binary, x: float = 1.0, y: float = 1.0) -> np.ndarray:
        inputs = [runtime.from_numpy(np.full((2, 3), value, np.float32)) for value in (x, y)]
        return runtime.to_numpy(runtime.submit(device, program, 0, inputs)[0]).copy()

    return run


@pytest.fixture(autouse=True)
def _no_hooks_left() -> Iterator[None]:
    yield
    runtime.unregister_hooks()


@pytest.fixture
def run_script(build_dir: Path, small_path: Path, tmp_path: Path) -> Script:
    """Runs Python code in a process and a folder of its own; `load()` and `submit(device, program)` are there."""

    def run(
        code: str, *, name: str = "script.py", preamble: str = PREAMBLE, status: int = 0, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        script = tmp_path / name
        script.write_text(preamble + code, encoding="utf-8")
        ended = subprocess.run(
            [sys.executable, str(script), str(small_path)],
            cwd=tmp_path,
            env=environment(build_dir, **variables),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert ended.returncode == status, f"status {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
        return ended

    return run
