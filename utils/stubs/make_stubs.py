"""Writes the .pyi files of the extensions in a build's packages; see scripts/make-stubs."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from improve import defined_in, improved
from rules import PARAMETERS, RESULTS

# As in _mlir.cpython-311-x86_64-linux-gnu.so.
EXTENSION_SUFFIX = EXTENSION_SUFFIXES[0]
# The module whose classes the signatures of others name without saying where they are.
CORE = "ttmlir._mlir_libs._mlir.ir"
HEADER = (
    "# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.\n"
)


def extensions(packages: Path) -> list[str]:
    """The modules that are native, by their full names; the core first."""
    found = [path.relative_to(packages) for path in packages.rglob(f"*{EXTENSION_SUFFIX}")]
    names = sorted(".".join(path.parts).removesuffix(EXTENSION_SUFFIX) for path in found)
    return sorted(names, key=lambda name: not CORE.startswith(f"{name}."))


def raw_stubs(packages: Path, extension: str) -> dict[str, str]:
    """What nanobind writes about an extension: the text of each module's stub, by the module's name."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "nanobind.stubgen", "--quiet", "--recursive", "--include-private"]
        subprocess.run([*command, "-i", packages, "-m", extension, "-O", folder], check=True)
        parent = extension.rpartition(".")[0]
        stubs = {}
        for path in sorted(Path(folder).rglob("*.pyi")):
            parts = path.relative_to(folder).with_suffix("").parts
            stubs[".".join([parent, *(part for part in parts if part != "__init__")])] = path.read_text()
        return stubs


def path_of(module: str, modules: set[str]) -> Path:
    """Where a module's stub lies in the packages."""
    path = Path(*module.split("."))
    is_package = any(other.startswith(f"{module}.") for other in modules)
    return path / "__init__.pyi" if is_package else path.with_suffix(".pyi")


def make(packages: Path, into: Path) -> list[Path]:
    """Writes all stubs below `into`, as the packages lie; returns their paths, relative to it."""
    stubs = {name: text for extension in extensions(packages) for name, text in raw_stubs(packages, extension).items()}
    used: set[str] = set()
    written = []
    for module, source in stubs.items():
        elsewhere = {} if module == CORE else dict.fromkeys(defined_in(stubs[CORE]) | {"Context"}, CORE)
        path = path_of(module, set(stubs))
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_text(HEADER + improved(source, module.rpartition(".")[2], elsewhere, used))
        written.append(path)
    ruff = [str(Path(sys.executable).parent / "ruff")]
    files = [str(into / path) for path in written]
    settings = ["--config", str(Path(__file__).parents[2] / "pyproject.toml")]
    subprocess.run([*ruff, "check", "--quiet", "--fix", "--select", "I", *settings, *files], check=True)
    subprocess.run([*ruff, "format", "--quiet", *settings, *files], check=True)
    for rule in [*RESULTS, *PARAMETERS]:
        if rule not in used:
            print(f"utils/stubs/rules.py: nothing needs the rule '{rule}' any more", file=sys.stderr)
    return written


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path, help="the folder of a build's Python packages")
    parser.add_argument("into", type=Path, help="the folder to write below, in which the packages lie as there")
    arguments = parser.parse_args()
    for path in make(arguments.packages, arguments.into):
        print(path)


if __name__ == "__main__":
    main()
