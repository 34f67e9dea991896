"""Reads archives (.a): the members of System V and GNU archives, thin ones included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .elf import DamagedFile, Data

MAGIC = b"!<arch>\n"
THIN_MAGIC = b"!<thin>\n"
_HEADER = 60


@dataclass(frozen=True)
class Member:
    """A file in an archive: its bytes in the archive, or, in a thin archive, beside it."""

    name: str
    start: int
    size: int
    file: Path | None = None

    def read(self, data: Data) -> bytes:
        """The member's bytes.

        Raises:
            DamagedFile: the file that a thin archive refers to cannot be read.
        """
        if self.file is None:
            return data[self.start : self.start + self.size]
        try:
            return self.file.read_bytes()
        except OSError as error:
            raise DamagedFile(f"its member {self.file} cannot be read ({error.strerror})") from error


def members(data: Data, path: Path) -> Iterator[Member]:
    """The members of the archive at `path`, without its tables of symbols and names.

    Raises:
        DamagedFile: it is no archive, or ends inside a member.
    """
    magic = data[: len(MAGIC)]
    if magic not in (MAGIC, THIN_MAGIC):
        raise DamagedFile("it is no archive")
    thin = magic == THIN_MAGIC
    long_names = b""
    position = len(MAGIC)
    while position < len(data):
        header = data[position : position + _HEADER]
        size = _size(header, position)
        start = position + _HEADER
        name = header[:16].rstrip()
        has_bytes_here = not thin or name in (b"/", b"//", b"/SYM64/")
        if has_bytes_here and start + size > len(data):
            raise DamagedFile(f"it is cut off: the member at byte {position:,} ends after the file")
        if name == b"//":
            long_names = data[start : start + size]
        elif name not in (b"/", b"/SYM64/"):
            text, skipped = _name(name, long_names, data[start : start + 256])
            file = path.parent / text if thin else None
            yield Member(text, start + skipped, size - skipped, file)
        # Members begin at even bytes.
        position = start + (size + size % 2 if has_bytes_here else 0)


def _size(header: bytes, position: int) -> int:
    digits = header[48:58].strip()
    if len(header) < _HEADER or header[58:60] != b"`\n" or not digits.isdigit():
        raise DamagedFile(f"at byte {position:,} a member should begin, and there is none")
    return int(digits)


def _name(field: bytes, long_names: bytes, content: bytes) -> tuple[str, int]:
    """A member's name, and how many of its bytes the name takes (BSD's archives put long ones there)."""
    if re.fullmatch(rb"/\d+", field):
        begin = int(field[1:])
        end = long_names.find(b"\n", begin)
        name = long_names[begin : end if end >= 0 else len(long_names)].removesuffix(b"/")
        return name.decode("utf-8", "replace"), 0
    if re.fullmatch(rb"#1/\d+", field):
        length = int(field[3:])
        return content[:length].rstrip(b"\0").decode("utf-8", "replace"), length
    return field.removesuffix(b"/").decode("utf-8", "replace"), 0
