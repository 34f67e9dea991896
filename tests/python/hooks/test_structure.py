"""The structure that makes hooks safe: archives without nanobind, headers without Python, one nanobind in the process."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hooks_harness import Script

HEADERS = sorted((Path(__file__).parents[3] / "runtime" / "include" / "tt" / "runtime").glob("*.h"))
# The two files that may know of Python, and through weak symbols alone.
MAY_REACH_PYTHON = {"auto_debug_hooks.cpp.o"}


def symbols_of(archive: Path) -> list[tuple[str, str, str]]:
    """(member, kind as nm has it, demangled name) of every symbol."""
    listing = subprocess.run(["nm", "-A", "-C", str(archive)], capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^[^:]+:([^:]+): *[0-9a-f]* (\w) (.*)$", listing, re.MULTILINE)
    assert found
    return found


def archives(build_dir: Path) -> list[Path]:
    found = sorted((build_dir / "lib").glob("libTTRuntime*.a"))
    assert {"libTTRuntimeTTNN.a", "libTTRuntimeDebug.a"} <= {path.name for path in found}
    return found


def test_no_static_library_contains_or_uses_nanobind(build_dir: Path) -> None:
    for archive in archives(build_dir):
        assert not [name for _, _, name in symbols_of(archive) if "nanobind" in name or "pybind11" in name]


def test_static_libraries_reach_python_through_weak_symbols_of_one_file(build_dir: Path) -> None:
    python = [
        (member, kind, name)
        for archive in archives(build_dir)
        for member, kind, name in symbols_of(archive)
        if re.match(r"_?Py[A-Z_]", name)
    ]
    assert {member for member, _, _ in python} == MAY_REACH_PYTHON
    assert {kind for _, kind, _ in python} <= {"w", "v"}


@pytest.mark.parametrize("header", HEADERS, ids=lambda header: header.name)
def test_a_public_header_compiles_by_itself_without_python(header: Path) -> None:
    source = f'#include "tt/runtime/{header.name}"\n'
    command = ["clang++-22", "-std=c++20", f"-I{header.parents[2]}", "-x", "c++", "-"]
    strict = [*command, "-fsyntax-only", "-Wall", "-Wextra", "-Werror"]
    ended = subprocess.run(strict, input=source, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    included = subprocess.run([*command, "-M"], input=source, capture_output=True, text=True, check=True).stdout
    assert header.name in included
    assert not re.search(r"Python\.h|nanobind|pybind11", included)


def test_one_nanobind_in_the_process(run_script: Script) -> None:
    code = """
import ctypes, importlib.util, re
if importlib.util.find_spec("ttmlir.ir"):
    import ttmlir.ir, ttmlir.passes
libraries = {line.split()[-1] for line in open("/proc/self/maps") if ".so" in line}
# The format of the name under which nanobind keeps its internals: where that is, nanobind is.
with_nanobind = [path for path in libraries if b"__nb_internals_%s_%s__" in open(path, "rb").read()]
get_dict = ctypes.pythonapi.PyInterpreterState_GetDict
get_dict.restype, get_dict.argtypes = ctypes.py_object, [ctypes.c_void_p]
ctypes.pythonapi.PyInterpreterState_Get.restype = ctypes.c_void_p
registered = [key for key in get_dict(ctypes.pythonapi.PyInterpreterState_Get()) if "nb_internals" in str(key)]
print(*with_nanobind, *registered, sep="\\n")
"""
    library, registered = run_script(code).stdout.splitlines()
    assert Path(library).name == "libnanobind-tenon.so"
    assert registered.endswith("_tenon__"), "the domain keeps other projects' types apart"


def test_a_build_without_hooks_says_so_when_one_is_registered(tmp_path: Path, root: Path) -> None:
    # The library alone, as CMake compiles it with -DTT_RUNTIME_DEBUG=OFF.
    program = tmp_path / "main.cpp"
    program.write_text(
        '#include <cstdio>\n#include "tt/runtime/debug.h"\n'
        "int main() try { tt::runtime::debug::Hooks::set({}); }\n"
        "catch (const std::exception &error) { std::puts(error.what()); }\n"
    )
    sources = [str(program), str(root / "runtime/lib/common/debug.cpp")]
    flags = ["-std=c++20", "-DTENON_DEBUG_REGISTRY=the_registry", f"-I{root}/runtime/include", f"-I{root}/runtime/lib"]
    subprocess.run(["clang++-22", *flags, *sources, "-o", str(tmp_path / "main")], check=True)
    said = subprocess.run([str(tmp_path / "main")], capture_output=True, text=True, check=True).stdout
    assert "debug hooks are not part of this build" in said and "-DTT_RUNTIME_DEBUG=ON" in said
