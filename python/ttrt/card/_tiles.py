"""Places in the grid of worker tiles, and sharing work out among them."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from typing import Any

from ..runtime._ttmlir_runtime.card import Chip, _tiles_of

Tile = tuple[int, int]
"""A worker tile (x, y), counted from 0."""
Rectangle = tuple[Tile, Tile]
"""Tiles by their first and last corner ((x0, y0), (x1, y1)), both in it."""
Cores = Tile | Rectangle | Sequence[Tile | Rectangle]
"""Where a program has a kernel, a circular buffer or a semaphore."""


def require(name: str, value: object, kind: type | tuple[type, ...], expected: str) -> None:
    """Raises TypeError for an argument of another type."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} is {value!r}; expected {expected}")


def all_tiles(chip: Chip) -> Rectangle:
    """The whole grid of a chip, as `cores` of a program. Raises TypeError for what is no chip."""
    require("chip", chip, Chip, "a Chip")
    width, height = chip.architecture.grid
    return (0, 0), (width - 1, height - 1)


def each_tile(cores: Cores) -> Iterator[Tile]:
    """The tiles (x, y) of a tile, a rectangle ((x0, y0), (x1, y1)) or a list of them; of rectangles row by row.

    Raises TypeError or ValueError for what is none of them.
    """
    return iter(_tiles_of(cores))


def split_work(cores: Cores, pieces: int) -> Iterator[tuple[Tile, int, int]]:
    """Shares `pieces` out evenly: for each tile of `cores`, as each_tile has them, its first piece and how many it has.

    That may be none. Raises TypeError or ValueError for what are no tiles, and for a number below 0.
    """
    tiles = list(each_tile(cores))
    count = _whole("pieces", pieces)
    return ((tile, count * i // len(tiles), count * (i + 1) // len(tiles) - count * i // len(tiles))
            for i, tile in enumerate(tiles))  # fmt: skip


def _whole(name: str, value: Any) -> int:
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} is {value!r}; expected an int") from None
    if number < 0:
        raise ValueError(f"{name} is {value!r}; expected an int that is not negative")
    return number
