"""Extensions that the Python in use cannot import: built for another version, another build of it, another machine."""

from __future__ import annotations

import re
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .findings import Finding, finding
from .instances import Owner
from .shared_object import SharedObject

# What stands between a module's name and .so: an implementation with its version and build, maybe the platform.
_TAG = re.compile(r"(?P<kind>cpython|pypy|graalpy|abi3t?)-?(?P<rest>.*)")
_CPYTHON = re.compile(r"(?P<major>\d)(?P<minor>\d+)(?P<flags>[a-z]*)(?:-(?P<platform>.+))?")
_FLAGS = {"t": "free-threaded", "d": "debug", "m": "pymalloc"}


@dataclass(frozen=True)
class Python:
    """A Python that extensions are to fit: version, build (t: free-threaded, d: debug), platform, machine."""

    version: tuple[int, int]
    flags: str = ""
    platform: str = ""
    machine: str = ""

    @property
    def name(self) -> str:
        """For example CPython 3.13 (free-threaded)."""
        return "CPython " + ".".join(map(str, self.version)) + _build(self.flags)

    def imports(self, file_name: str) -> bool:
        """Whether this Python takes a file of this name for a module of its own."""
        return self.why_not(file_name) is None

    def why_not(self, file_name: str) -> str | None:
        """For what else the file's name says that it was built, or None where it fits."""
        tag = _TAG.fullmatch(".".join(file_name.split(".")[1:-1]))
        if tag is None:
            return None
        if tag["kind"] == "abi3":
            return "the limited API, which a free-threaded Python does not load" if "t" in self.flags else None
        if tag["kind"] == "abi3t":
            return None if "t" in self.flags else "the limited API of free-threaded Pythons"
        cpython = _CPYTHON.fullmatch(tag["rest"])
        if tag["kind"] != "cpython" or cpython is None:
            return {"pypy": "PyPy", "graalpy": "GraalPy"}.get(tag["kind"], tag["kind"])
        version = (int(cpython["major"]), int(cpython["minor"]))
        if version != self.version or cpython["flags"] != self.flags:
            return f"CPython {version[0]}.{version[1]}{_build(cpython['flags'])}"
        if self.platform and cpython["platform"] and cpython["platform"] != self.platform:
            return f"the platform {cpython['platform']}"
        return None


def this_python() -> Python:
    """The Python that runs this."""
    platform = sysconfig.get_config_var("MULTIARCH") or ""
    return Python(sys.version_info[:2], sys.abiflags, platform)


def unfit(objects: Iterable[SharedObject], owners: Mapping[Path, Owner], python: Python) -> list[Finding]:
    """One finding for each package and each thing that its extensions were built for instead."""
    groups: dict[tuple[str, str, bool], list[Path]] = {}
    for shared in objects:
        owner = owners[shared.path]
        reason = python.why_not(shared.path.name) if shared.is_extension else None
        if reason is None and python.machine and shared.machine != python.machine:
            reason = f"the processor {shared.machine}"
        if reason is not None and not _has_fitting_variant(shared.path, python):
            groups.setdefault((owner.package, reason, owner.ours), []).append(shared.path)
    return [_unfit(*group, files, python) for group, files in sorted(groups.items())]


def _has_fitting_variant(path: Path, python: Python) -> bool:
    module = path.name.split(".")[0]
    return any(other != path and python.imports(other.name) for other in path.parent.glob(f"{_escaped(module)}.*so"))


def _escaped(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def _unfit(package: str, reason: str, ours: bool, files: list[Path], python: Python) -> Finding:
    module = files[0].name.split(".")[0]
    which = f"{files[0].name} was" if len(files) == 1 else f"{len(files)} of its files were"
    return finding(
        ours,
        "python",
        f"{package}: {which} built for {reason}; this is {python.name}",
        f'Python passes over such a file, and importing it fails with "No module named {module}" (or, for another '
        "processor, with an error of the loader).",
        f"Install {package} for this Python (python -m pip install --force-reinstall), or build it again with this Python; "
        "or start the Python that it was built for.",
        files,
    )


def _build(flags: str) -> str:
    names = [_FLAGS.get(flag, flag) for flag in flags]
    return f" ({', '.join(names)})" if names else ""
