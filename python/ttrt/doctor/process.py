"""Looks into a running process: the files it has loaded, its environment, and its memory (proc(5))."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .pythons import Python, this_python
from .shared_object import SharedObject

_PAGE = 4096
_CHUNK = 16 << 20
# Keys of tables of types lie among Python's small objects, which fill a small part of a large process's memory.
_MOST_MEMORY = 1 << 30
_KEY = re.compile(rb"__(?:nb|pybind11)_internals_(v[0-9A-Za-z_.:-]{1,200}?)__\0")


@dataclass(frozen=True)
class Mapping:
    """A part of the process's memory, and the file it shows, if any."""

    start: int
    end: int
    flags: str
    path: str


class Process:
    """A running process.

    Raises:
        ProcessLookupError: there is no such process.
        PermissionError: the process is another user's.
        ValueError: it runs in a container, where its files have other names.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._folder = Path("/proc", str(pid))
        try:
            lines = (self._folder / "maps").read_text(errors="surrogateescape").splitlines()
            self.variables = _variables((self._folder / "environ").read_bytes())
            self.executable = (self._folder / "exe").readlink()
            self.current = (self._folder / "cwd").readlink()
            self._arguments = (self._folder / "cmdline").read_bytes().split(b"\0")
            same_files = (self._folder / "root").samefile("/")
        except (FileNotFoundError, ProcessLookupError) as error:
            raise ProcessLookupError(f"there is no process {pid} with a program of its own") from error
        except PermissionError as error:
            raise PermissionError(
                f"the process {pid} belongs to another user; examine it as that user, or as root"
            ) from error
        if not same_files:
            raise ValueError(
                f"the process {pid} runs in a container; run ttrt doctor in it, with the process's number there"
            )
        self.mappings = [mapping for line in lines if (mapping := _mapping(line)) is not None]

    def shared_objects(self) -> list[Path]:
        """The files that the process runs code from, the executable among them, in the order of their addresses."""
        paths = dict.fromkeys(m.path for m in self.mappings if m.path.startswith("/") and "x" in m.flags)
        return [Path(path) for path in paths]

    @property
    def python(self) -> Python:
        """The Python that the process runs, by the names of its files; this one where they do not tell."""
        for path in (*self.shared_objects(), self.executable):
            match = re.match(r"(?:lib)?python(\d)\.(\d+)([a-z]*)(?:\.so.*)?$", path.name)
            if match:
                return Python((int(match[1]), int(match[2])), match[3], this_python().platform)
        return this_python()

    @property
    def module_path(self) -> list[Path]:
        """Folders that the process surely imports modules from: its script's, PYTHONPATH's, those loaded from."""
        folders = [entry for entry in self.variables.get("PYTHONPATH", "").split(":") if entry]
        scripts = [argument for argument in self._arguments[1:] if argument and not argument.startswith(b"-")]
        if scripts:
            folders.append(str(Path(os.fsdecode(scripts[0])).parent))
        for path in self.shared_objects():
            folders += [str(parent) for parent in path.parents if parent.name in ("site-packages", "dist-packages")]
        return [self.current / folder for folder in dict.fromkeys(folders)]

    def base_of(self, shared: SharedObject) -> int | None:
        """What is to be added to the file's addresses to get the process's."""
        starts = [mapping.start for mapping in self.mappings if mapping.path == str(shared.path)]
        return min(starts) - shared.first_address // _PAGE * _PAGE if starts else None

    def pointer_at(self, address: int, bits: int) -> int | None:
        """The pointer at this address, or None where memory may not be read."""
        content = self._read(address, bits // 8)
        if len(content) != bits // 8:
            return None
        return int(struct.unpack("=Q" if bits == 64 else "=I", content)[0])

    def registered_keys(self) -> set[str]:
        """Keys under which nanobind and pybind11 have registered with the interpreter: versions, then the domain."""
        anonymous = [m for m in self.mappings if m.path in ("", "[heap]") and m.flags.startswith("rw")]
        keys: set[str] = set()
        budget = _MOST_MEMORY
        for mapping in sorted(anonymous, key=lambda mapping: mapping.end - mapping.start):
            budget -= mapping.end - mapping.start
            if budget < 0:
                break
            for content in self._chunks(mapping):
                keys |= {match[1].decode() for match in _KEY.finditer(content)}
        return keys

    def _chunks(self, mapping: Mapping) -> Iterator[bytes]:
        overlap = 512
        for start in range(mapping.start, mapping.end, _CHUNK):
            yield self._read(start, min(_CHUNK + overlap, mapping.end - start))

    def _read(self, address: int, size: int) -> bytes:
        """Bytes of the process's memory; none where reading is not permitted."""
        try:
            with (self._folder / "mem").open("rb", buffering=0) as memory:
                return os.pread(memory.fileno(), size, address)
        except (OSError, OverflowError):
            return b""


def _variables(environ: bytes) -> dict[str, str]:
    pairs = (entry.partition(b"=") for entry in environ.split(b"\0") if b"=" in entry)
    return {os.fsdecode(name): os.fsdecode(value) for name, _, value in pairs}


def _mapping(line: str) -> Mapping | None:
    match = re.fullmatch(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+ *(.*)", line)
    if match is None:
        return None
    # The kernel writes a line break in a name as \012.
    return Mapping(int(match[1], 16), int(match[2], 16), match[3], match[4].replace("\\012", "\n"))
