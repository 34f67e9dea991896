"""The simulated card: chips with RISC-V cores, L1, NoC and DRAM, and programs that run on them.

from ttrt import card

kernel = card.Kernel.compile('''
    #include "dataflow_api.h"
    #include "debug/dprint.h"
    void kernel_main() { DPRINT << "hello from " << get_arg_val<uint32_t>(0) << ENDL(); }
''')
with card.open("wormhole_b0") as chip:
    program = card.Program()
    everywhere = card.all_tiles(chip)
    number = program.add_kernel(kernel, everywhere, "dm0")
    program.set_runtime_args(number, everywhere, [42])
    chip.run(program)
"""

from __future__ import annotations

from ..runtime._ttmlir_runtime.card import (
    Architecture,
    BreakpointError,
    Buffer,
    CardError,
    Chip,
    CoreError,
    CoreSnapshot,
    DeadlockError,
    DeviceError,
    GlobalSemaphore,
    Kernel,
    KernelError,
    LimitError,
    Program,
    ProgramError,
    Snapshot,
    StoppedError,
    TileTraffic,
    open,
    tile_bytes,
)
from ._arrays import matrix_from_tiles, matrix_to_tiles, read_array
from ._tiles import Cores, Rectangle, Tile, all_tiles, each_tile, split_work

__all__ = [
    "Architecture",
    "BreakpointError",
    "Buffer",
    "CardError",
    "Chip",
    "CoreError",
    "CoreSnapshot",
    "Cores",
    "DeadlockError",
    "DeviceError",
    "GlobalSemaphore",
    "Kernel",
    "KernelError",
    "LimitError",
    "Program",
    "ProgramError",
    "Rectangle",
    "Snapshot",
    "StoppedError",
    "Tile",
    "TileTraffic",
    "all_tiles",
    "each_tile",
    "matrix_from_tiles",
    "matrix_to_tiles",
    "open",
    "read_array",
    "split_work",
    "tile_bytes",
]

for _name in __all__:  # where people find them; tracebacks and help() show it
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__
