"""What the chips of all processes are doing: reads the files that open chips keep up to date.

`chips()` finds them; `read(path)` reads one. `ttrt cards` shows what they say. The layout of the files is that of
device/include/tt/device/status_board.h.
"""

from __future__ import annotations

import contextlib
import os
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..runtime._ttmlir_runtime.card import _service_name, _status_folder

_HEADER = struct.Struct("<8sIIQQII II II II 32s128s")
_CORE = struct.Struct("<IIIIIIQ")
_TILE = struct.Struct("<QQQ")
_NAMES, _NAME_BYTES = 64, 64
_MAGIC = b"TNCARD01"
PROCESSORS = ("dm0", "dm1", "compute")
ACTIVITIES = ("idle", "ready", "running", "waiting", "stopped", "finished", "failed")


@dataclass(frozen=True)
class Core:
    """A core: its tile (x, y), what it does, where it stands, and what it waits for ("" where it does not)."""

    tile: tuple[int, int]
    processor: str
    activity: str
    kernel: str
    pc: int
    retired: int
    waits_for: str


@dataclass(frozen=True)
class Traffic:
    """Bytes that a tile read and wrote over the NoC, and in how many transactions, since the chip was opened."""

    tile: tuple[int, int]
    bytes_read: int
    bytes_written: int
    transactions: int


@dataclass(frozen=True)
class ChipStatus:
    """A chip at one moment; `cores` has three for each tile, row by row."""

    path: Path
    process: int
    command: str
    architecture: str
    grid: tuple[int, int]
    opened: float
    running: bool
    programs: int
    cores: tuple[Core, ...]
    traffic: tuple[Traffic, ...]


def folder() -> Path:
    """Where the files lie; see the environment variable TENON_STATUS_DIR."""
    return Path(_status_folder())


def chips() -> Iterator[ChipStatus]:
    """The chips that are open now, by process. Files that a killed process left are removed."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for path in sorted(folder().glob("*.card")):
            with contextlib.suppress(OSError, ValueError):
                status = read(path)
                if _is_alive(status.process):
                    yield status
                else:
                    path.unlink()


def read(path: str | os.PathLike[str]) -> ChipStatus:
    """Reads one file. Raises OSError, and ValueError for one that is no status of a chip, or of another version."""
    path = Path(path)
    data = path.read_bytes()
    if len(data) < _HEADER.size or data[:8] != _MAGIC:
        raise ValueError(f"{path} is not the status of a chip, or of another version of Tenon")
    (_, process, running, opened, programs, width, height, cores, cores_at, tiles, tiles_at, kernels, kernels_at,
     architecture, command) = _HEADER.unpack_from(data)  # fmt: skip
    ends = (cores_at + cores * _CORE.size, tiles_at + tiles * _TILE.size, kernels_at + _NAMES * _NAME_BYTES)
    if max(ends) > len(data):
        raise ValueError(f"{path} is truncated")
    if kernels > _NAMES or cores != 3 * tiles or tiles != width * height:
        counts = f"{cores} cores, {tiles} tiles and {kernels} kernels in a grid of {width}x{height}"
        raise ValueError(f"{path} is damaged: it has {counts}")
    names = [
        _text(data[at : at + _NAME_BYTES]) for at in range(kernels_at, kernels_at + kernels * _NAME_BYTES, _NAME_BYTES)
    ]
    return ChipStatus(
        path,
        process,
        _text(command),
        _text(architecture),
        (width, height),
        opened / 1e9,
        bool(running),
        programs,
        tuple(_core(data, cores_at, index, width, names) for index in range(cores)),
        tuple(
            Traffic((index % width, index // width), *_TILE.unpack_from(data, tiles_at + index * _TILE.size))
            for index in range(tiles)
        ),
    )


def _core(data: bytes, begin: int, index: int, width: int, names: list[str]) -> Core:
    activity, kernel, pc, service, first, second, retired = _CORE.unpack_from(data, begin + index * _CORE.size)
    tile = index // 3
    return Core(
        (tile % width, tile // width),
        PROCESSORS[index % 3],
        ACTIVITIES[activity] if activity < len(ACTIVITIES) else "unknown",
        names[kernel - 1] if 0 < kernel <= len(names) else "",
        pc,
        retired,
        _waits_for(service, first, second) if service else "",
    )


def _waits_for(service: int, first: int, second: int) -> str:
    name = _service_name(service)
    if name.startswith("cb_"):
        return f"{name}(circular buffer {first}, {second} page{'' if second == 1 else 's'})"
    if "semaphore" in name or name == "wait_for_l1_change":
        return f"{name}({first:#x}, {second})"
    return name


def _text(data: bytes) -> str:
    return data.split(b"\0", 1)[0].decode("utf-8", "replace")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def age(status: ChipStatus) -> float:
    """Seconds since the chip was opened."""
    return max(0.0, time.time() - status.opened)
