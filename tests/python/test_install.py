"""What `cmake --install` and `pip install .` give: a C++ program and an ordinary environment work with them."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROGRAM = """
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = "ttir.add"(%a, %b) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32> loc("first add")
  return %0 : tensor<2x3xf32>
}
"""

# Needs the headers for kernels, and the library that reads source lines.
CARD_PROGRAM = """
from ttrt import card

kernel = card.Kernel.compile('''
#include "dataflow_api.h"
#include "debug/dprint.h"
void kernel_main() { DPRINT << "argument is " << get_arg_val<uint32_t>(0); }
''')
lines = []
with card.open(grid=(1, 1)) as chip:
    program = card.Program()
    program.set_runtime_args(program.add_kernel(kernel, (0, 0), "dm0"), (0, 0), [42])
    chip.set_printer(lambda tile, processor, text: lines.append(text))
    chip.run(program)
print(lines[0] + ", line", kernel.source_line(kernel.symbol("kernel_main")))
"""


def run(*command: str | Path, **options: object) -> str:
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=1800, **options)  # type: ignore[call-overload]
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return str(result.stdout)


def compile_program(tools: Path, folder: Path) -> Path:
    (folder / "program.mlir").write_text(PROGRAM)
    options = ["--ttir-to-ttnn-backend-pipeline", "--mlir-print-debuginfo"]
    run(tools / "ttmlir-opt", *options, folder / "program.mlir", "-o", folder / "ttnn.mlir")
    run(tools / "ttmlir-translate", "--ttnn-to-flatbuffer", folder / "ttnn.mlir", "-o", folder / "program.ttnn")
    return folder / "program.ttnn"


def test_a_cpp_program_finds_the_installed_runtime(root: Path, build_dir: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "prefix"
    run("cmake", "--install", build_dir, "--prefix", prefix)
    build = tmp_path / "build"
    run("cmake", "-G", "Ninja", "-S", root / "examples" / "cpp", "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}",
        "-DCMAKE_CXX_COMPILER=clang++-22", "-DCMAKE_BUILD_TYPE=Release")  # fmt: skip
    run("cmake", "--build", build)
    program = compile_program(prefix / "bin", tmp_path)
    output = run(build / "run_program", program)
    assert "ttnn.add" in output
    assert "first add" in output
    assert output.endswith("output 2x3xf32\n")
    libraries = run("ldd", build / "run_program")
    assert "libpython" not in libraries
    assert "libMLIR" not in libraries


def test_a_damaged_file_is_an_error_of_the_cpp_program(root: Path, build_dir: Path, tmp_path: Path) -> None:
    prefix, build = tmp_path / "prefix", tmp_path / "build"
    run("cmake", "--install", build_dir, "--prefix", prefix, "--component", "cxx")
    run("cmake", "-G", "Ninja", "-S", root / "examples" / "cpp", "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}",
        "-DCMAKE_CXX_COMPILER=clang++-22")  # fmt: skip
    run("cmake", "--build", build)
    (tmp_path / "damaged.ttnn").write_bytes(b"nothing of the kind")
    result = subprocess.run(
        [build / "run_program", tmp_path / "damaged.ttnn"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr.startswith("error: ")


def shared_compiler(root: Path) -> dict[str, str]:
    """Variables with which pip's build takes what the compiler made for the build that is tested."""
    launcher = str(root / "tests" / "python" / "pip_compiler.sh")
    return {
        "PACKAGES": str(Path(sys.prefix).resolve()),
        "CCACHE_BASEDIR": str(root),
        "CCACHE_NOHASHDIR": "1",
        "CMAKE_C_COMPILER_LAUNCHER": launcher,
        "CMAKE_CXX_COMPILER_LAUNCHER": launcher,
    }


def test_pip_builds_with_what_this_build_was_made_with(root: Path) -> None:
    requirements = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    for name, version in (requirement.split("==") for requirement in requirements):
        assert importlib.metadata.version(name) == version


def test_pip_install_gives_packages_and_tools(root: Path, build_dir: Path, tmp_path: Path) -> None:
    # Always at the same place, as what is generated is generated again for a Python elsewhere.
    environment = build_dir / "tests" / "pip_environment"
    run(sys.executable, "-m", "venv", "--clear", environment)
    run(environment / "bin" / "pip", "install", "--no-compile", root, env={**os.environ, **shared_compiler(root)})
    tools = environment / "bin"
    program = compile_program(tools, tmp_path)
    assert "ttnn.add" in run(tools / "ttrt", "read", program, "--section", "op_stats", cwd=tmp_path)
    run(tools / "ttrt", "run", program, "--init", "ones", "--save", tmp_path / "out", cwd=tmp_path)
    run(
        tools / "python",
        "-c",
        "import ttmlir.ir, ttmlir.builder, ttrt.runtime, ttrt.binary, builder, golden, ttir_builder",
        cwd=tmp_path,
    )
    (tmp_path / "card.py").write_text(CARD_PROGRAM)
    card = {**os.environ, "TENON_CACHE_DIR": str(tmp_path / "cache")}
    assert "argument is 42, line ('kernel.cpp', 4, 'kernel_main')" in run(
        tools / "python", "card.py", cwd=tmp_path, env=card
    )
    packages = Path(run(tools / "python", "-c", "import ttmlir; print(*ttmlir.__path__)", cwd=tmp_path).strip()).parent
    for typed in (
        "ttmlir/py.typed", "ttmlir/_mlir_libs/_mlir/ir.pyi", "ttmlir/_mlir_libs/_ttmlir.pyi",
        "ttmlir/dialects/_ttir_ops_gen.pyi", "ttrt/py.typed", "ttrt/runtime/_ttmlir_runtime/runtime.pyi",
        "ttrt/runtime/_ttmlir_runtime/card.pyi",
    ):  # fmt: skip
        assert (packages / typed).exists()


def test_a_cpp_program_runs_kernels_on_the_installed_card(root: Path, build_dir: Path, tmp_path: Path) -> None:
    prefix, build = tmp_path / "prefix", tmp_path / "build"
    run("cmake", "--install", build_dir, "--prefix", prefix, "--component", "cxx")
    run("cmake", "-G", "Ninja", "-S", root / "examples" / "card" / "cpp", "-B", build,
        f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_CXX_COMPILER=clang++-22", "-DCMAKE_BUILD_TYPE=Release")  # fmt: skip
    run("cmake", "--build", build)
    output = run(build / "hello_cores", env={**os.environ, "TENON_CACHE_DIR": str(tmp_path / "cache")})
    assert "dm0 of tile (x=2, y=1): hello, my argument is 12\n" in output
    assert "dm1 of tile (x=1, y=1)" in output
    assert "wrong.cpp:3" in output
    libraries = run("ldd", build / "hello_cores")
    assert "libpython" not in libraries
    assert "libLLVM" not in libraries
