"""Finds the shared objects and archives below the places to be examined."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_SHARED_OBJECT = re.compile(r".+\.so(\.\d+)*")
_OWN_PACKAGES = ("ttmlir", "ttrt")


@dataclass(frozen=True)
class Place:
    """A folder or file to examine; what the user named is `named`, and everything wrong in it a problem."""

    path: Path
    named: bool = False


@dataclass(frozen=True)
class Candidate:
    """A file that may be a shared object or an archive.

    `ours`: it belongs to Tenon or lies where the user pointed; `relative`: where it lies below its place.
    """

    path: Path
    package: str
    ours: bool
    relative: Path

    @property
    def is_archive(self) -> bool:
        """Whether the name is that of an archive."""
        return self.path.suffix == ".a"


@dataclass(frozen=True)
class Unreadable:
    """A file or folder that cannot be looked into, and the reason."""

    path: Path
    reason: str


def candidates(places: Iterable[Place]) -> tuple[list[Candidate], list[Unreadable]]:
    """The files to examine, each once, whatever number of names it has; and the folders that cannot be listed."""
    found: list[Candidate] = []
    unreadable: list[Unreadable] = []
    seen: set[tuple[int, int]] = set()
    for place in places:
        for path, status in _walk(place.path, unreadable, seen):
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            relative = path.relative_to(place.path) if path != place.path else Path(path.name)
            package = _package(relative, place)
            found.append(Candidate(path, package, place.named or package in _OWN_PACKAGES, relative))
    return found, unreadable


def _package(relative: Path, place: Place) -> str:
    """The package that a file belongs to; libraries that a wheel brings along lie beside it, in <package>.libs."""
    if len(relative.parts) > 1:
        return relative.parts[0].removesuffix(".libs")
    return place.path.name if place.named else relative.name.split(".")[0]


def _walk(top: Path, unreadable: list[Unreadable], seen: set[tuple[int, int]]) -> Iterator[tuple[Path, os.stat_result]]:
    """Files with fitting names below `top`, folders behind links included, each folder once."""
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if not stat.S_ISDIR(status.st_mode):
                yield path, status
                continue
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                waiting += [path / entry.name for entry in sorted(entries, key=_name, reverse=True) if _matters(entry)]
        except FileNotFoundError:
            unreadable.append(Unreadable(path, "it is a link to a file that does not exist"))
        except OSError as error:
            unreadable.append(Unreadable(path, error.strerror or str(error)))


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _matters(entry: os.DirEntry[str]) -> bool:
    if _SHARED_OBJECT.fullmatch(entry.name) or entry.name.endswith(".a"):
        return True
    try:
        return entry.is_dir()
    except OSError:
        return False  # a loop of links
