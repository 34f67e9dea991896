"""The leak sanitizer finds what the bindings' C API loses: otherwise that it finds nothing would say nothing.

Collected only where the sanitizer is loaded.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import ctypes, sys
from leak_check import memory_is_lost, not_looked_at
with not_looked_at():
    from ttmlir import _mlir_libs, ir
library = ctypes.CDLL(_mlir_libs.get_lib_dirs()[0] + "/libTenonCAPI.so")
library.mlirDialectRegistryCreate.restype = ctypes.c_void_p
for _ in range(10):
    registry = ir.DialectRegistry()
    if sys.argv[1] == "lose":
        library.mlirDialectRegistryCreate()
del registry
def run():
    number = float(len(sys.argv)) + 0.5  # nothing but Python's stack holds it
    lost = memory_is_lost()
    return number, lost
print(run()[1])
"""


@pytest.mark.parametrize(("what", "lost"), [("keep", "False"), ("lose", "True")])
def test_what_is_lost_is_found(what: str, lost: str) -> None:
    paths = [str(Path(__file__).parents[1]), *filter(None, sys.path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, what], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == lost
    assert ("mlirDialectRegistryCreate" in done.stderr) == (what == "lose")
