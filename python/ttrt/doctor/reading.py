"""Reads the files to be examined, and keeps the reason where one cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from .archive import Member, members
from .cores import NANOBIND_KEY, PYBIND11_KEY, Core, find_cores
from .elf import DamagedFile, Data, Image, damaged_if_unreadable
from .files import Candidate, Unreadable
from .findings import Finding, Severity
from .instances import ArchivedCore
from .shared_object import SharedObject, contents, read_shared_object

Progress = Callable[[int, int], None]

_OF_NANOBIND = re.compile(rb"_Z\w*?8nanobind")


@dataclass
class Files:
    """What was read."""

    objects: list[SharedObject] = field(default_factory=list)
    archived: list[ArchivedCore] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    archives: int = 0


def read_all(found: Sequence[Candidate], progress: Progress | None) -> Files:
    """Reads the files; `progress` is called with the number read so far, and that of all."""
    files = Files()
    for number, candidate in enumerate(found):
        if progress is not None:
            progress(number, len(found))
        try:
            if candidate.is_archive:
                files.archived += _read_archive(candidate.path)
                files.archives += 1
            elif not _is_linker_script(candidate.path):
                files.objects.append(read_shared_object(candidate.path))
        except DamagedFile as error:
            files.unreadable.append(Unreadable(candidate.path, str(error)))
    return files


def unreadable_files(unreadable: Sequence[Unreadable]) -> list[Finding]:
    """A note on the files that were passed over, if there are any."""
    if not unreadable:
        return []
    reasons = "; ".join(f"{item.path.name}: {item.reason}" for item in unreadable[:3])
    more = f"; and {len(unreadable) - 3} more" if len(unreadable) > 3 else ""
    return [
        Finding(
            Severity.NOTE,
            "files",
            f"{len(unreadable)} {'file was' if len(unreadable) == 1 else 'files were'} passed over: {reasons}{more}",
            "What is in them is not part of this report. A damaged extension cannot be imported.",
            "Install the package again if it should work, or delete the file if nothing uses it.",
            tuple(f"{item.path}: {item.reason}" for item in unreadable),
        )
    ]


def sources_of(extension: SharedObject, archived: Sequence[ArchivedCore]) -> list[ArchivedCore]:
    """The archives that nanobind may have come from into this extension.

    Those whose functions the extension has, with these functions; of a stripped extension, all, without functions.
    """
    cores = [item for item in archived if item.core.library == "nanobind"]
    if not cores:
        return []
    if extension.stripped:
        return [replace(item, functions=()) for item in cores]
    try:
        with contents(extension.path) as (data, _), damaged_if_unreadable():
            image = Image(data)
            linked = [replace(c, functions=tuple(name for name in c.functions if image.names(name))) for c in cores]
    except DamagedFile:
        return []
    return [item for item in linked if item.functions]


def _is_linker_script(path: Path) -> bool:
    """Whether the file is text for the linker, as some libraries' .so files for developers are."""
    with contents(path) as (data, _):
        head = data[:64]
    return head.lstrip().startswith((b"/* GNU ld script", b"INPUT", b"GROUP", b"OUTPUT_FORMAT"))


def _read_archive(path: Path) -> list[ArchivedCore]:
    """The cores in an archive."""
    with contents(path) as (data, _), damaged_if_unreadable():
        all_members = list(members(data, path))
        cores = [(member, core) for member in all_members for core in _cores_of(member, data)]
        functions = tuple(_functions(all_members, data)) if cores else ()
        return [ArchivedCore(path, member.name, core, functions) for member, core in cores]


def _cores_of(member: Member, data: Data) -> list[Core]:
    if member.file is None:
        end = member.start + member.size
        if all(data.find(key, member.start, end) < 0 for key in (NANOBIND_KEY, PYBIND11_KEY)):
            return []
    content = member.read(data)
    return find_cores(Image(content)) if content.startswith(b"\x7fELF") else []


def _functions(all_members: Sequence[Member], data: Data) -> Iterator[bytes]:
    """Functions that the archive offers, other than nanobind's own."""
    for member in all_members:
        content = member.read(data)
        if content.startswith(b"\x7fELF"):
            yield from (name for name in Image(content).defined_functions() if not _OF_NANOBIND.match(name))
