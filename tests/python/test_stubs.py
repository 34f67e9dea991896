"""The .pyi files of the extensions say what the extensions of this build have, and type checkers accept their use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
from ttmlir import ir, passes
from ttmlir.dialects import ttir
from ttrt import binary, runtime

def build(x: ir.Value) -> str:
    op = ttir.AddOp(x, x)
    shape: list[int] = op.result.type.shape
    return f"{op.lhs.type} {shape} {op.operation.name}"

def run(path: str, device: runtime.Device) -> float:
    program: binary.Binary = binary.load_binary_from_path(path)
    outputs = runtime.submit(device, program, 0, [runtime.from_numpy([1.0])])
    return float(outputs[0].numpy()[0])

with ir.Context() as context:
    module = ir.Module.parse("module {}")
    passes.run_pipeline(module, "cse")
    names: list[str] = [op.operation.name for op in module.body.operations]
"""
MISTAKE = """
from ttrt import binary

binary.load_binary_from_path(1)
"""


@pytest.fixture(scope="session")
def make_stubs(root: Path, build_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stubs")
    command = [sys.executable, root / "utils" / "stubs" / "make_stubs.py", build_dir / "python_packages", folder]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return folder


def test_stubs_are_those_of_the_build(make_stubs: Path, root: Path) -> None:
    made = {path.relative_to(make_stubs): path.read_text() for path in make_stubs.rglob("*.pyi")}
    kept = {
        path.relative_to(root / sources): path.read_text()
        for sources, package in (
            ("python", "ttmlir/_mlir_libs"),
            ("python", "ttrt/runtime"),
            ("zork/python_bindings", "zork_tt"),
        )
        for path in (root / sources / package).rglob("*.pyi")
    }
    different = sorted(str(path) for path in made.keys() | kept.keys() if made.get(path) != kept.get(path))
    assert not different, "the stubs are not those of the extensions; run scripts/make-stubs and look at the difference"


def check(build_dir: Path, folder: Path, program: str) -> subprocess.CompletedProcess[str]:
    """Checks a program as a user's type checker does, with nothing of the project's settings."""
    (folder / "program.py").write_text(program)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", folder, folder / "program.py"]
    environment = {"MYPYPATH": str(build_dir / "python_packages"), "PATH": ""}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.slow
def test_a_typed_program_is_accepted(build_dir: Path, tmp_path: Path) -> None:
    result = check(build_dir, tmp_path, PROGRAM)
    ours = [line for line in result.stdout.splitlines() if line.startswith(str(tmp_path))]
    assert not ours, result.stdout


@pytest.mark.slow
def test_a_mistake_is_found(build_dir: Path, tmp_path: Path) -> None:
    result = check(build_dir, tmp_path, MISTAKE)
    assert 'Argument 1 to "load_binary_from_path" has incompatible type "int"; expected "str"' in result.stdout
