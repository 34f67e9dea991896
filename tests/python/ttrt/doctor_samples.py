"""What the tests of `ttrt doctor` share: the command, a compiler, and the arrangement that crashes in the field."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nanobind

import ttrt as package

PACKAGES = Path(package.__file__).parents[1]
SHARED_NANOBIND = PACKAGES / "ttmlir" / "_mlir_libs" / "libnanobind-tenon.so"
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
COMPILER = shutil.which("clang++-22") or shutil.which("c++") or ""

LIBRARY = """
#include <nanobind/nanobind.h>
struct Probe {};
extern "C" bool library_knows_probe() { return nanobind::type<Probe>().is_valid(); }
"""

EXTENSION = """
#include <nanobind/nanobind.h>
struct Probe {};
extern "C" bool library_knows_probe();
NB_MODULE(broken, m) {
  nanobind::class_<Probe>(m, "Probe");
  m.def("extension_knows_probe", [] { return nanobind::type<Probe>().is_valid(); });
  m.def("library_knows_probe", [] { return library_knows_probe(); });
}
"""

# A module without any binding library.
PLAIN_MODULE = 'extern "C" void *PyInit_{name}() {{ return nullptr; }}\n'


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without what the examination speaks about, and with the packages under test."""
    spoken_of = ("TT_", "TTRT_", "TENON_", "LD_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(spoken_of)}
    return kept | {"PYTHONPATH": os.fspath(PACKAGES)} | more


def doctor(*arguments: object, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs `ttrt doctor`; `more` are environment variables."""
    command = [sys.executable, "-m", "ttrt", "doctor", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, cwd=cwd, env=clean_environment(**more)
    )


def report_of(*arguments: object, status: int, cwd: Path | None = None, **more: str) -> Any:
    """What `ttrt doctor --json` prints, having ended with this status."""
    result = doctor(*arguments, "--json", cwd=cwd, **more)
    assert result.returncode == status, (result.stdout, result.stderr)
    return json.loads(result.stdout)


def text_of(result: subprocess.CompletedProcess[str]) -> str:
    """The output in one line, since lines are broken where the screen ends."""
    return " ".join(result.stdout.split())


@contextmanager
def running(code: str, *folders: Path) -> Iterator[int]:
    """A Python process that has run this code and waits; its number."""
    path = os.pathsep.join(map(str, (PACKAGES, *folders)))
    command = [sys.executable, "-c", f"{code}\nprint('ready', flush=True)\ninput()"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=clean_environment(PYTHONPATH=path)
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process.pid
        finally:
            process.stdin.write("\n")


def tool(*command: object) -> None:
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def compile_object(source: str, output: Path, *flags: str) -> Path:
    """Compiles C++ that may use nanobind."""
    file = output.with_suffix(".cpp")
    file.write_text(source)
    sources = Path(nanobind.source_dir())
    includes = [nanobind.include_dir(), sources.parent / "ext" / "robin_map" / "include", sysconfig.get_path("include")]
    cache = [shutil.which("ccache")] if shutil.which("ccache") else []
    options = ["-std=c++17", "-O1", "-fPIC", "-fvisibility=hidden", "-fno-strict-aliasing", "-DNDEBUG"]
    tool(*cache, COMPILER, *options, *(f"-I{folder}" for folder in includes), *flags, "-c", file, "-o", output)
    return output


def link(output: Path, objects: Sequence[Path | str], *flags: str) -> Path:
    output.parent.mkdir(parents=True, exist_ok=True)
    tool(COMPILER, "-shared", *objects, *flags, "-o", output)
    return output


def plain_library(output: Path, *flags: str) -> Path:
    """A shared library without dependencies; its name inside is the file's."""
    return link(
        output,
        [_source(output, 'extern "C" int answer() { return 42; }\n')],
        "-fPIC",
        f"-Wl,-soname,{output.name}",
        *flags,
    )


def plain_extension(output: Path, *needs: Path, flags: Sequence[str] = ()) -> Path:
    """An extension that links these libraries, and finds them in the folders where they lie now."""
    source = _source(output, PLAIN_MODULE.format(name=output.name.split(".")[0]))
    paths = [f"-Wl,-rpath,{library.parent}" for library in needs]
    return link(output, [source, *needs], "-fPIC", "-Wl,--no-as-needed", *paths, *flags)


def _source(output: Path, text: str) -> Path:
    output.parent.mkdir(parents=True, exist_ok=True)
    source = output.parent / f"{output.name.split('.')[0]}.cpp"
    source.write_text(text)
    return source


@dataclass(frozen=True)
class Broken:
    """An extension of the shared nanobind that links a library with a nanobind of its own, its symbols hidden."""

    folder: Path
    extension: Path
    archive: Path
    nanobind_object: Path


def build_broken(work: Path) -> Broken:
    """Builds it as it came about: the library's objects are linked to one, in which all names but its own are local."""
    core = compile_object(f'#include "{nanobind.source_dir()}/nb_combined.cpp"\n', work / "nanobind.o")
    library = compile_object(LIBRARY, work / "library.o")
    joined = work / "joined.o"
    tool("ld", "-r", "--force-group-allocation", library, core, "-o", joined)
    tool("objcopy", "--keep-global-symbol=library_knows_probe", joined)
    folder = work / "broken"
    folder.mkdir()
    archive = folder / "libcallbacks.a"
    tool("ar", "rcs", archive, joined)
    extension = compile_object(EXTENSION, work / "extension.o", "-DNB_SHARED")
    linked = link(
        folder / f"broken{SUFFIX}", [extension, archive, SHARED_NANOBIND], f"-Wl,-rpath,{SHARED_NANOBIND.parent}"
    )
    return Broken(folder, linked, archive, core)
