"""An ELF file in memory: its segments, what it says to the loader, and its symbols, found by name.

pyelftools finds the tables. Symbols are searched here, in the tables' bytes: a library may have a million of them, of
which a handful matters.
"""

from __future__ import annotations

import io
import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Any, cast

from elftools.elf.dynamic import DynamicSegment
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import Section
from elftools.elf.segments import NoteSegment

Data = bytes | mmap.mmap

# ELF's st_info: STB_GLOBAL in the upper four bits, STT_FUNC in the lower.
_GLOBAL_FUNCTION = 0x12


class DamagedFile(Exception):  # noqa: N818 (a fact about a file, which ends in a note)
    """A file that is not what its name says; the message says what is wrong with it."""


@contextmanager
def damaged_if_unreadable() -> Iterator[None]:
    """Turns whatever parsing trips over into DamagedFile: pyelftools raises a dozen types on bytes that make no sense."""
    try:
        yield
    except (DamagedFile, MemoryError):
        raise
    except Exception as error:
        raise DamagedFile(f"it is cut off or damaged ({error or type(error).__name__})") from error


@dataclass(frozen=True)
class Symbol:
    """A symbol's name, its address in the file, and whether the file defines it."""

    name: str
    address: int
    defined: bool


@dataclass(frozen=True)
class Load:
    """A part of the file that is mapped: where it lies in the file, and at which address."""

    offset: int
    address: int
    size: int
    writable: bool


class Image:
    """An ELF file or a member of an archive.

    Raises:
        DamagedFile: it is no ELF file, or its tables lead outside it.
    """

    def __init__(self, data: Data) -> None:
        if data[:4] != b"\x7fELF":
            raise DamagedFile("it is no ELF file")
        self.data = data
        with damaged_if_unreadable():
            # A mapped file reads and seeks as pyelftools asks of a stream.
            self._elf = ELFFile(io.BytesIO(data) if isinstance(data, bytes) else cast(IO[bytes], data))
            self.wide = self._elf.elfclass == 64
            self.machine = str(self._elf["e_machine"]).removeprefix("EM_").lower()
            self._order = "<" if self._elf.little_endian else ">"
            self.loads = [
                Load(part["p_offset"], part["p_vaddr"], part["p_filesz"], bool(part["p_flags"] & 2))
                for part in self._elf.iter_segments("PT_LOAD")
            ]
        end = max((load.offset + load.size for load in self.loads), default=0)
        if end > len(data):
            raise DamagedFile(f"it is cut off: it has {len(data):,} bytes of at least {end:,}")

    @cached_property
    def dynamic(self) -> dict[str, list[Any]]:
        """The loader's table: names and numbers by tag, for instance DT_NEEDED."""
        entries: dict[str, list[Any]] = {}
        names = {"DT_NEEDED": "needed", "DT_SONAME": "soname", "DT_RPATH": "rpath", "DT_RUNPATH": "runpath"}
        for segment in self._dynamic_segments:
            for tag in segment.iter_tags():
                kind = str(tag.entry.d_tag)
                entries.setdefault(kind, []).append(getattr(tag, names[kind]) if kind in names else tag.entry.d_val)
        return entries

    @property
    def _dynamic_segments(self) -> Iterator[DynamicSegment]:
        for segment in self._elf.iter_segments("PT_DYNAMIC"):
            if isinstance(segment, DynamicSegment):
                yield segment

    @cached_property
    def build_id(self) -> str | None:
        """The build's identity that the linker wrote, in hexadecimal digits."""
        for segment in self._elf.iter_segments("PT_NOTE"):
            for note in segment.iter_notes() if isinstance(segment, NoteSegment) else ():
                if note["n_type"] == "NT_GNU_BUILD_ID":
                    return str(note["n_desc"])
        return None

    def symbols(self, part_of_name: bytes, *, exported: bool = False) -> Iterator[Symbol]:
        """Symbols whose name holds these bytes; `exported`: only those that the loader sees."""
        for table in self._dynamic_symbols if exported else (*self._dynamic_symbols, *self._all_symbols):
            yield from table.containing(part_of_name)

    @property
    def stripped(self) -> bool:
        """Whether the table of all symbols was removed, so that local ones cannot be found."""
        return not self._all_symbols

    def defined_functions(self) -> Iterator[bytes]:
        """Names of the functions that an object offers to those it is linked with."""
        for table in self._all_symbols:
            yield from table.global_functions()

    def names(self, function: bytes) -> bool:
        """Whether a symbol has exactly this name."""
        return any(symbol.name.encode() == function for symbol in self.symbols(function))

    def address_of(self, offset: int) -> int | None:
        """The address at which this byte of the file is mapped."""
        for load in self.loads:
            if load.offset <= offset < load.offset + load.size:
                return load.address + offset - load.offset
        return None

    def pointers_to(self, address: int) -> int:
        """How many pointers in the file's data lead to this address once it is loaded."""
        if not self.wide:
            return 0
        found = 0
        for start, size in zip(self.dynamic.get("DT_RELA", []), self.dynamic.get("DT_RELASZ", []), strict=True):
            offset = self._offset_of(start)
            if offset is not None:
                # A relocation is 24 bytes: where, which kind, and last what to write.
                found += _count_aligned(self.data[offset : offset + size], self._pack(address), 24, 16)
        if found:
            return found
        # Packed relocations (RELR) leave what to write in place.
        return sum(
            _count_aligned(self.data[load.offset : load.offset + load.size], self._pack(address), 8, 0)
            for load in self.loads
            if load.writable
        )

    def _pack(self, address: int) -> bytes:
        return struct.pack(self._order + "Q", address)

    def _offset_of(self, address: int) -> int | None:
        for load in self.loads:
            if load.address <= address < load.address + load.size:
                return load.offset + address - load.address
        return None

    @cached_property
    def _dynamic_symbols(self) -> list[_SymbolTable]:
        tables = self._tables("SHT_DYNSYM")
        return tables or self._tables_without_sections()

    @cached_property
    def _all_symbols(self) -> list[_SymbolTable]:
        return self._tables("SHT_SYMTAB")

    def _tables(self, kind: str) -> list[_SymbolTable]:
        tables = []
        for section in self._elf.iter_sections(kind):
            names = self._elf.get_section(section["sh_link"])
            tables.append(_SymbolTable(self._bytes(section), self._bytes(names), self.wide, self._order))
        return tables

    def _tables_without_sections(self) -> list[_SymbolTable]:
        """The loader's symbols of a file whose table of sections was removed."""
        tags = self.dynamic
        if not {"DT_SYMTAB", "DT_STRTAB", "DT_STRSZ"} <= set(tags):
            return []
        symbols, names = self._offset_of(tags["DT_SYMTAB"][0]), self._offset_of(tags["DT_STRTAB"][0])
        count = next((segment.num_symbols() for segment in self._dynamic_segments), 0)
        if symbols is None or names is None:
            return []
        size = count * (24 if self.wide else 16)
        texts = self.data[names : names + tags["DT_STRSZ"][0]]
        return [_SymbolTable(self.data[symbols : symbols + size], texts, self.wide, self._order)]

    def _bytes(self, section: Section) -> bytes:
        start = section["sh_offset"]
        return self.data[start : start + section["sh_size"]]


class _SymbolTable:
    """A table of symbols with the names it refers to."""

    def __init__(self, entries: bytes, names: bytes, wide: bool, order: str) -> None:
        self._layout = struct.Struct(order + ("IBBHQQ" if wide else "IIIBBH"))
        self._wide = wide
        self._entries = entries[: len(entries) // self._layout.size * self._layout.size]
        self._names = names

    def containing(self, part: bytes) -> Iterator[Symbol]:
        """Symbols whose name holds these bytes; several, local ones, may have the same name."""
        wanted = dict(self._names_containing(part))
        if not wanted:
            return
        for entry in self._layout.iter_unpack(self._entries):
            if entry[0] in wanted:
                address, section = (entry[4], entry[3]) if self._wide else (entry[1], entry[5])
                yield Symbol(wanted[entry[0]], address, section != 0)

    def global_functions(self) -> Iterator[bytes]:
        """Names of the functions that are defined here for others."""
        for entry in self._layout.iter_unpack(self._entries):
            kind, section = (entry[1], entry[3]) if self._wide else (entry[3], entry[5])
            if kind == _GLOBAL_FUNCTION and section != 0:
                yield self._names[entry[0] : self._names.find(b"\0", entry[0])]

    def _names_containing(self, part: bytes) -> Iterator[tuple[int, str]]:
        """Where a symbol's name may begin so that it holds these bytes, and the name."""
        position = self._names.find(part)
        while position >= 0:
            end = self._names.find(b"\0", position)
            end = len(self._names) if end < 0 else end
            # Linkers let a name that ends like another one begin inside it.
            for start in (self._names.rfind(b"\0", 0, position) + 1, position):
                yield start, self._names[start:end].decode("utf-8", "replace")
            position = self._names.find(part, end)


def _count_aligned(data: bytes, wanted: bytes, step: int, phase: int) -> int:
    """How often the bytes occur at places that are `phase` modulo `step`."""
    count = 0
    position = data.find(wanted)
    while position >= 0:
        count += position % step == phase
        position = data.find(wanted, position + 1)
    return count
