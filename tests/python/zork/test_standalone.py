"""zork/python_bindings builds by itself against an installed Tenon, and plays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

GAME = """
import zork_tt
with zork_tt.init_device(cores=1) as device, zork_tt.Session(device, seed=1) as session:
    print(zork_tt.__file__)
    for command in ["east", "open drawer", "take badge", "inventory"]:
        print(session.command(command))
"""


def run(*command: str | Path, **options: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return str(done.stdout)


def test_the_bindings_build_against_an_installed_tenon(root: Path, build_dir: Path, tmp_path: Path) -> None:
    prefix, build = tmp_path / "prefix", tmp_path / "build"
    # The compiler's results are shared between runs, whose folders have different names.
    cache = {**os.environ, "CCACHE_BASEDIR": str(tmp_path), "CCACHE_NOHASHDIR": "1"}
    run("cmake", "--install", build_dir, "--prefix", prefix, "--component", "cxx")
    run("cmake", "-G", "Ninja", "-S", root / "zork" / "python_bindings", "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}",
        "-DCMAKE_CXX_COMPILER=clang++-22", f"-DPython_EXECUTABLE={sys.executable}",
        "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache")  # fmt: skip
    run("cmake", "--build", build, env=cache)
    packages = build / "python_packages"
    path = {**os.environ, "PYTHONPATH": str(packages)}
    text = run(sys.executable, "-c", GAME, env=path, cwd=tmp_path)
    assert text.startswith(str(packages))
    assert "a badge" in text
    # Installed, it needs neither its build nor its source.
    run("cmake", "--install", build, "--prefix", tmp_path / "installed")
    installed = tmp_path / "installed" / "lib" / "tenon" / "python_packages"
    build.rename(tmp_path / "elsewhere")
    text = run(sys.executable, "-c", GAME, env={**os.environ, "PYTHONPATH": str(installed)}, cwd=tmp_path)
    assert text.startswith(str(installed))
    assert "a badge" in text
