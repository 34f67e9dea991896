"""Finds what nanobind and pybind11 compile into a file: the core that holds their table of types.

A core of nanobind is one instance: its types are reached through one pointer, which is null until an extension's PyInit_
function initialises it. pybind11 makes its table at the first use, so that it is never without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .elf import Data, Image

# The key under which a core registers its table with the interpreter, as far as it is the same in every version.
NANOBIND_KEY = b"__nb_internals_"
PYBIND11_KEY = b"__pybind11_internals_v"

# The pointer to the table: `internals`, in older versions `internals_` or `internals_p`, maybe local to its file.
_POINTERS = (b"9internalsE", b"10internals_E", b"11internals_pE")
_POINTER = re.compile(r"_ZN\w+?6detailL?\d+internals(_p?)?E")
# A type that every core of nanobind makes from a description in its data.
_DESCRIBED_TYPE = b"nanobind.nb_meta\0"
_ABI = re.compile(rb"v\d+(_dev\d+)?_[0-9A-Za-z_.]+")
# Not inside pybind11's key, which has a tag of the same form.
_ABI_WITH_LIBRARY = re.compile(rb"(?<!_)v\d+(_dev\d+)?_[0-9A-Za-z_.]*lib(std)?cpp[0-9A-Za-z_.]*(?=\0)")
_INITIALISER = re.compile(r"_ZN\w+?6detail(14nb_module_exec|4init)E\w+")


@dataclass(frozen=True)
class Core:
    """One core in a file; `address` is that of nanobind's pointer in the file, where the symbol was not removed."""

    library: str
    abi: str | None
    address: int | None = None


def has_marker(data: Data) -> bool:
    """Whether a core may be in these bytes; quick, even for a file of hundreds of megabytes."""
    # Where to begin is said every time: a mapped file is searched from the place that was read last.
    return data.find(NANOBIND_KEY, 0) >= 0 or data.find(PYBIND11_KEY, 0) >= 0


def find_cores(image: Image) -> list[Core]:
    """The cores in a linked file or an object."""
    cores: list[Core] = []
    position = image.data.find(NANOBIND_KEY, 0)
    if position >= 0:
        abi = _nanobind_abi(image.data, position)
        pointers: list[int | None] = list(_pointers(image))
        count = max(len(pointers), _described_types(image), 1)
        cores += [Core("nanobind", abi, address) for address in pointers + [None] * (count - len(pointers))]
    position = image.data.find(PYBIND11_KEY, 0)
    if position >= 0:
        text = _string_from(image.data, position).removeprefix(b"__pybind11_internals_").rstrip(b"_")
        cores.append(Core("pybind11", text.decode("ascii", "replace")))
    return cores


def nanobind_functions(image: Image) -> Iterator[tuple[str, bool]]:
    """The functions that initialise nanobind, among those that the loader sees, and whether they are defined here."""
    for part in (b"nb_module_exec", b"6detail4initE"):
        for symbol in image.symbols(part, exported=True):
            if _INITIALISER.fullmatch(symbol.name):
                yield symbol.name, symbol.defined


def _pointers(image: Image) -> list[int]:
    """Addresses of the pointers to the table; both tables of symbols may name the same one."""
    return sorted(
        {
            symbol.address
            for name in _POINTERS
            for symbol in image.symbols(name)
            if symbol.defined and _POINTER.fullmatch(symbol.name)
        }
    )


def _described_types(image: Image) -> int:
    """How many cores there are by their data, which stripping leaves.

    Each core has a description that points to the type's name; of the name there may be one for all, or one for each.
    """
    count = 0
    position = image.data.find(_DESCRIBED_TYPE, 0)
    while position >= 0:
        address = image.address_of(position)
        count += image.pointers_to(address) if address is not None else 0
        position = image.data.find(_DESCRIBED_TYPE, position + 1)
    return count


def _nanobind_abi(data: Data, key: int) -> str | None:
    """The tag of versions and compilers that fit together, from the key itself or from the string it is made with."""
    text = _string_from(data, key).removeprefix(NANOBIND_KEY).removesuffix(b"__").removesuffix(b"_%s")
    if _ABI.fullmatch(text):
        return text.decode()
    for library in (b"libstdcpp", b"libcpp"):
        position = data.find(library, 0)
        while position >= 0:
            match = _ABI_WITH_LIBRARY.search(data[max(0, position - 64) : position + 192])
            if match:
                return match[0].decode()
            position = data.find(library, position + 1)
    return None


def _string_from(data: Data, position: int) -> bytes:
    """The string that begins here and is closed by a zero."""
    end = data.find(b"\0", position, position + 512)
    return data[position : end if end >= 0 else position + 512]
