"""Places in the grid of worker tiles, and sharing work out among them."""

from __future__ import annotations

from collections.abc import Iterator

from ..runtime._ttmlir_runtime.card import Chip

Tile = tuple[int, int]
Rectangle = tuple[Tile, Tile]


def all_tiles(chip: Chip) -> Rectangle:
    """The whole grid of a chip, as `cores` of a program."""
    width, height = chip.architecture.grid
    return (0, 0), (width - 1, height - 1)


def each_tile(cores: Rectangle) -> Iterator[Tile]:
    """The tiles (x, y) of a rectangle, row by row."""
    (first_x, first_y), (last_x, last_y) = cores
    for y in range(first_y, last_y + 1):
        for x in range(first_x, last_x + 1):
            yield x, y


def split_work(cores: Rectangle, pieces: int) -> Iterator[tuple[Tile, int, int]]:
    """Shares `pieces` out evenly: for each tile of `cores`, row by row, its first piece and how many it has (maybe 0)."""
    tiles = list(each_tile(cores))
    for index, tile in enumerate(tiles):
        begin = pieces * index // len(tiles)
        yield tile, begin, pieces * (index + 1) // len(tiles) - begin
