"""Finds libraries as the system's loader does (ld.so(8)), without loading anything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .elf import DamagedFile
from .shared_object import SharedObject, read_shared_object

_DEFAULT_FOLDERS = ("/lib64", "/usr/lib64", "/lib", "/usr/lib")


@dataclass(frozen=True)
class Missing:
    """A library that was not found, and the file that needs it."""

    name: str
    needed_by: SharedObject


@dataclass
class Closure:
    """What is loaded with a file: the file itself, first, and all it needs; and what is not found."""

    loaded: list[SharedObject] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


class Loader:
    """The search of one environment, for programs of one interpreter.

    `executable` is the interpreter's file: its RPATH serves all that it loads.
    """

    def __init__(self, environment: Mapping[str, str], executable: Path | None, current: Path) -> None:
        self._current = current
        self._library_path = [
            Path(current, folder) for folder in re.split("[:;]", environment.get("LD_LIBRARY_PATH", "")) if folder
        ]
        self._read: dict[Path, SharedObject | None] = {}
        self._executable = self.read(executable.resolve()) if executable is not None else None
        self._with_executable: list[SharedObject] = []
        if self._executable is not None:
            self._with_executable = self.closure(self._executable).loaded

    @property
    def machine(self) -> str:
        """The processor that the interpreter was built for; empty where its file cannot be read."""
        return self._executable.machine if self._executable is not None else ""

    def read(self, path: Path) -> SharedObject | None:
        """The shared object at this path, or None where there is none that can be read."""
        if path not in self._read:
            try:
                self._read[path] = read_shared_object(path)
            except DamagedFile:
                self._read[path] = None
        return self._read[path]

    def remember(self, shared_object: SharedObject) -> None:
        """Keeps a file that was read already."""
        self._read[shared_object.path] = shared_object

    def closure(self, top: SharedObject) -> Closure:
        """What the interpreter loads when it imports this file, breadth first, each name once."""
        result = Closure([top])
        present = {shared.soname for shared in (*self._with_executable, top)}
        ancestors: dict[Path, tuple[SharedObject, ...]] = {top.path: ()}
        for shared in result.loaded:  # grows while it is read
            for name in shared.needed:
                if name in present:
                    continue
                present.add(name)
                found = self._find(name, shared, ancestors[shared.path])
                if found is None:
                    result.missing.append(Missing(name, shared))
                    continue
                present.add(found.soname)
                if found.path not in ancestors:
                    ancestors[found.path] = (shared, *ancestors[shared.path])
                    result.loaded.append(found)
        return result

    def _find(self, name: str, requester: SharedObject, ancestors: tuple[SharedObject, ...]) -> SharedObject | None:
        if "/" in name:
            return self._fitting(Path(self._current, _expand(name, requester)), requester)
        for folder in self._folders(requester, ancestors):
            found = self._fitting(folder / name, requester)
            if found is not None:
                return found
        for path in self._cache.get(name, []):
            found = self._fitting(path, requester)
            if found is not None:
                return found
        defaults = (self._fitting(Path(folder, name), requester) for folder in _DEFAULT_FOLDERS)
        return next((found for found in defaults if found is not None), None)

    def _folders(self, requester: SharedObject, ancestors: tuple[SharedObject, ...]) -> Iterator[Path]:
        """The folders that come before the system's, in order; RPATH holds only where there is no RUNPATH."""
        if not requester.runpath:
            chain = [requester, *ancestors, *([self._executable] if self._executable is not None else [])]
            for shared in chain:
                if not shared.runpath:
                    yield from (Path(self._current, _expand(folder, shared)) for folder in shared.rpath)
        yield from self._library_path
        yield from (Path(self._current, _expand(folder, requester)) for folder in requester.runpath)

    def _fitting(self, path: Path, requester: SharedObject) -> SharedObject | None:
        """The file, if it is there and made for the same machine; the loader passes over others."""
        if not path.exists():
            return None
        found = self.read(Path(os.path.normpath(path)))
        fits = found is not None and (found.machine, found.bits) == (requester.machine, requester.bits)
        return found if fits else None

    @cached_property
    def _cache(self) -> dict[str, list[Path]]:
        """The loader's own list of the system's libraries (/etc/ld.so.cache)."""
        command = shutil.which("ldconfig", path=f"{os.environ.get('PATH', os.defpath)}:/sbin:/usr/sbin")
        if command is None:
            return {}
        listing = subprocess.run(
            [command, "-p"], capture_output=True, text=True, errors="replace", check=False, env={"LC_ALL": "C"}
        )
        libraries: dict[str, list[Path]] = {}
        for line in listing.stdout.splitlines():
            match = re.fullmatch(r"\s+(\S+) \(.*\) => (/.+)", line)
            if match:
                libraries.setdefault(match[1], []).append(Path(match[2]))
        return libraries


def _expand(text: str, requester: SharedObject) -> str:
    """Replaces the loader's variables; $LIB is where the distribution keeps libraries."""
    multiarch = sysconfig.get_config_var("MULTIARCH")
    library = f"lib/{multiarch}" if multiarch and Path("/lib", multiarch).is_dir() else "lib64"
    values = {"ORIGIN": str(requester.path.absolute().parent), "LIB": library, "PLATFORM": requester.machine}
    return re.sub(
        r"\$(?:\{(ORIGIN|LIB|PLATFORM)\}|(ORIGIN|LIB|PLATFORM)\b)", lambda match: values[match[1] or match[2]], text
    )
