"""What a shared object is: what it needs, which modules it is, which cores of nanobind and pybind11 it holds."""

from __future__ import annotations

import mmap
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .cores import Core, find_cores, has_marker, nanobind_functions
from .elf import DamagedFile, Data, Image, damaged_if_unreadable

# Modules start in PyInit_<name>; where many modules share one library, in <prefix>PyInit_<name>.
_ENTRY = re.compile(r"\w*PyInit_\w+")


@dataclass(frozen=True)
class SharedObject:
    """A shared object, as far as this examination asks; `identity` is the same for two names of one file."""

    path: Path
    identity: tuple[int, int]
    machine: str
    bits: int
    soname: str | None
    needed: tuple[str, ...]
    rpath: tuple[str, ...]
    runpath: tuple[str, ...]
    build_id: str | None
    entries: tuple[str, ...]
    imports_nanobind: bool
    exports_nanobind: bool
    cores: tuple[Core, ...]
    stripped: bool
    first_address: int

    @property
    def is_extension(self) -> bool:
        """Whether Python modules start in this file."""
        return bool(self.entries)

    @property
    def is_shared_nanobind(self) -> bool:
        """Whether extensions are meant to link nanobind from this file."""
        return self.exports_nanobind and not self.is_extension and any(c.library == "nanobind" for c in self.cores)

    @property
    def nanobind_cores(self) -> list[Core]:
        """The cores of nanobind in this file."""
        return [core for core in self.cores if core.library == "nanobind"]


@contextmanager
def contents(path: Path) -> Iterator[tuple[Data, tuple[int, int]]]:
    """The bytes of a file, without reading them all, and its identity.

    Raises:
        DamagedFile: it cannot be read, is empty or no file.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise DamagedFile("it is no regular file")
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if status.st_size == 0:
                raise DamagedFile("it is empty")
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise DamagedFile(f"it cannot be read ({error.strerror})") from error
    with data:
        yield data, (status.st_dev, status.st_ino)


def read_shared_object(path: Path) -> SharedObject:
    """Reads what the examination needs to know.

    Raises:
        DamagedFile: the file cannot be read, or is no valid ELF file.
    """
    with contents(path) as (data, identity), damaged_if_unreadable():
        image = Image(data)
        functions = list(nanobind_functions(image))
        return SharedObject(
            path=path,
            identity=identity,
            machine=image.machine,
            bits=64 if image.wide else 32,
            soname=next(iter(image.dynamic.get("DT_SONAME", [])), None),
            needed=tuple(image.dynamic.get("DT_NEEDED", [])),
            rpath=_folders(image, "DT_RPATH"),
            runpath=_folders(image, "DT_RUNPATH"),
            build_id=image.build_id,
            entries=tuple(sorted(_entries(image))),
            imports_nanobind=any(not defined for _, defined in functions),
            exports_nanobind=any(defined for _, defined in functions),
            cores=tuple(find_cores(image)) if has_marker(data) else (),
            stripped=image.stripped,
            first_address=min((load.address for load in image.loads), default=0),
        )


def _folders(image: Image, tag: str) -> tuple[str, ...]:
    """A list of folders. An empty one means the current folder, but the last, which CMake leaves in a build tree."""
    return tuple(folder for text in image.dynamic.get(tag, []) for folder in str(text).rstrip(":").split(":"))


def _entries(image: Image) -> set[str]:
    return {
        symbol.name
        for symbol in image.symbols(b"PyInit_", exported=True)
        if symbol.defined and _ENTRY.fullmatch(symbol.name)
    }
