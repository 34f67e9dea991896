"""What the tests of debug hooks share besides fixtures: scripts in processes of their own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np

Run = Callable[..., np.ndarray]
Script = Callable[..., "subprocess.CompletedProcess[str]"]

PREAMBLE = """
import sys
import numpy as np
import hooks_support as support
from ttrt import binary, runtime

def load(path=sys.argv[1]):
    return binary.load_binary_from_path(path)

def submit(device, program):
    inputs = [runtime.from_numpy(np.ones((2, 3), np.float32)) for _ in range(2)]
    return runtime.to_numpy(runtime.submit(device, program, 0, inputs)[0])
"""


def environment(build_dir: Path, **variables: str) -> dict[str, str]:
    """The process's environment with the packages of the build, and without what steers hooks unless it is given."""
    folders = [str(build_dir / "tests" / "hooks"), str(build_dir / "python_packages")]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TT_", "TTRT_"))}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(folders),
        "PYTHONUNBUFFERED": "1",
        "TENON_LEAK_WARNINGS": "1",
        **variables,
    }
