# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""Simulated chips: memory, kernels, programs."""

import os
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, NoReturn

from _typeshed import ReadableBuffer
from numpy.typing import NDArray

from ttrt.card._tiles import Cores, Tile

class CardError(RuntimeError):
    """Base of the card's errors."""

class DeviceError(CardError):
    """The chip is closed, or busy with what cannot be shared."""

class KernelError(CardError):
    """A kernel does not compile or link (the compiler's messages are in the text), or is no ELF for the card."""

class ProgramError(CardError):
    """A program ended early; the text says what each core was doing."""

class CoreError(ProgramError):
    """A core was stopped by what it did.

    Attributes: tile (x, y), processor, pc, kind, address."""

class DeadlockError(ProgramError):
    """Every core waits; the text says for what."""

class LimitError(ProgramError):
    """The budget of instructions or the time limit was reached."""

class StoppedError(ProgramError):
    """The program was stopped: the chip was closed, or stop() was called."""

class BreakpointError(CardError):
    """Cores stand at breakpoints, and nothing else can go on; the program has not ended. The text says where each core stands."""

class Architecture:
    """What a simulated chip is made of; sizes in bytes."""

    def __init__(self, *args: object, **kwargs: object) -> NoReturn: ...
    @staticmethod
    def named(name: str | os.PathLike[str]) -> Architecture:
        """ "wormhole_b0", "blackhole", or the path of a .json file. Raises ValueError, OSError."""

    @staticmethod
    def names() -> list[str]:
        """The names that `named` and `open` know."""

    def with_grid(self, width: int, height: int) -> Architecture:
        """The same chip with another grid of workers. Raises ValueError for one that no chip can have."""

    def noc_coordinates(self, tile: Tile) -> Tile:
        """The place (x, y) of a worker tile on the NoC, as get_noc_addr takes it. Raises ValueError where the grid has no such tile."""

    @property
    def name(self) -> str: ...
    @property
    def grid(self) -> tuple[int, int]:
        """Width and height of the grid of worker tiles."""

    @property
    def l1_size(self) -> int:
        """Of each tile."""

    @property
    def local_memory_size(self) -> int:
        """Of each core: its stack."""

    @property
    def dram_channels(self) -> int:
        """How many there are."""

    @property
    def dram_channel_size(self) -> int:
        """Of each channel."""

    @property
    def l1_alignment(self) -> int:
        """Of buffers in L1, and of NoC transfers."""

    @property
    def dram_alignment(self) -> int:
        """Of buffers in DRAM."""

    @property
    def destination_tiles(self) -> int:
        """How many tiles the registers of the tile engine hold."""

    @property
    def misaligned_access(self) -> bool:
        """Whether cores may load and store at addresses that are no multiple of the size."""

    def __repr__(self) -> str: ...

def _tiles_of(cores: Cores) -> list[Tile]:
    """The tiles of `cores`, rectangles row by row."""

def tile_bytes(format: str) -> int:
    """Bytes of a tile of 32x32 elements: 4096 for "f32", 2048 for "bf16". Raises ValueError for what is no data format; the text lists them."""

def _tilize(data: ReadableBuffer | NDArray[Any], rows: int, columns: int, format: str) -> bytes:
    """A matrix as tiles in row-major order."""

def _untilize(tiles: ReadableBuffer | NDArray[Any], rows: int, columns: int, format: str, element_size: int) -> bytes:
    """The matrix that tiles hold."""

class Kernel:
    """A program for one core, as it is loaded to L1; made by compile, compile_file and from_elf."""

    def __init__(self, *args: object, **kwargs: object) -> NoReturn: ...
    @staticmethod
    def compile(
        source: str,
        name: str = "kernel.cpp",
        processor: str = "dm0",
        *,
        compile_time_args: Sequence[int] = [],
        named_compile_time_args: Mapping[str, int] = {},
        defines: Mapping[str, str] = {},
        include_folders: Sequence[str | os.PathLike[str]] = [],
        optimization: str = "-O2",
    ) -> Kernel:
        """Compiles C++ source.

        name: for messages and breakpoints; processor: the core it is for ("dm0", "dm1", "compute"), which decides what its headers declare; compile_time_args: words for get_compile_time_arg_val; named_compile_time_args: words for get_named_compile_time_arg_val; defines: macros and their texts; optimization: "-O0" to step line by line, up to "-O3". Raises KernelError with the compiler's messages."""

    @staticmethod
    def compile_file(
        path: str | os.PathLike[str],
        processor: str = "dm0",
        *,
        compile_time_args: Sequence[int] = [],
        named_compile_time_args: Mapping[str, int] = {},
        defines: Mapping[str, str] = {},
        include_folders: Sequence[str | os.PathLike[str]] = [],
        optimization: str = "-O2",
    ) -> Kernel:
        """Compiles a C++ file, whose name becomes the kernel's; the rest as for compile. Raises OSError, KernelError."""

    @staticmethod
    def from_elf(elf: ReadableBuffer | NDArray[Any], name: str = "kernel.elf") -> Kernel:
        """From the bytes of an ELF32 for RISC-V. Raises KernelError."""

    @property
    def name(self) -> str:
        """As breakpoints and hooks call it."""

    @property
    def elf(self) -> bytes:
        """The bytes of its ELF file."""

    @property
    def memory_bytes(self) -> int:
        """Bytes of L1 that it takes."""

    @property
    def code_bytes(self) -> int:
        """Bytes of instructions."""

    def __repr__(self) -> str: ...
    def symbol(self, name: str) -> int | None:
        """The offset in bytes of a symbol from the kernel's base, or None."""

    def source_line(self, offset: int) -> tuple[str, int, str] | None:
        """File, line and function of the code at an offset in bytes from the kernel's base, or None."""

    def offsets_of(self, file: str, line: int) -> list[int]:
        """Where the code of a source line begins, in bytes from the kernel's base; of the next line with code where it has none, and nothing where there is none."""

class Buffer:
    """Memory of the card, in pages that go round over its banks (DRAM channels, or the worker tiles for L1); made by Chip.create_buffer."""

    def __init__(self, *args: object, **kwargs: object) -> NoReturn: ...
    @property
    def type(self) -> str:
        """ "dram" or "l1"."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def page_size(self) -> int:
        """Bytes of a page."""

    @property
    def aligned_page_size(self) -> int:
        """Bytes from a page to the next one of its bank."""

    @property
    def pages(self) -> int:
        """How many it has."""

    @property
    def address(self) -> int:
        """Of its first page, the same in every bank."""

    def __repr__(self) -> str: ...

class GlobalSemaphore:
    """A semaphore that outlives programs, which do not change its value when they begin. A program gives its address to kernels as an argument. Made by Chip.create_global_semaphore."""

    def __init__(self, *args: object, **kwargs: object) -> NoReturn: ...
    def reset(self, value: int) -> None:
        """Sets its value, a word, on all its tiles; cores that wait for it see that. Raises DeviceError where the chip is closed."""

    @property
    def address(self) -> int:
        """Of L1, the same on all its tiles."""

    def __repr__(self) -> str: ...

class Program:
    """Kernels on cores, with circular buffers, semaphores and arguments; what runs on a chip at once.

    Cores are given as a tile (x, y), a rectangle ((x0, y0), (x1, y1)) with both corners in it, or a list of them. What does not fit a chip is a ValueError when the program is enqueued."""

    def __init__(self) -> None: ...
    def add_kernel(self, kernel: Kernel, cores: Cores, processor: str, noc: int = 0) -> int:
        """The kernel on one core of each tile: "dm0" (or "reader"), "dm1" (or "writer") or "compute". Returns its number.

        noc: 0 or 1, what the kernel sees as noc_index. Raises ValueError for a core that has a kernel already."""

    def add_circular_buffer(
        self,
        cores: Cores,
        index: int,
        pages: int = 2,
        page_size: int | None = None,
        format: str = "f32",
        buffer: Buffer | None = None,
    ) -> None:
        """A queue of pages in L1 between the cores of each tile.

        index: 0 to 31; page_size: bytes, those of a tile of the format where none is given; format: of tiles, as for tile_bytes; buffer: an L1 buffer in which it lies, instead of memory of its own. Raises ValueError for an index that a tile has already."""

    def add_semaphore(self, cores: Cores, initial_value: int = 0) -> int:
        """A word on each tile, with its initial value each time the program starts. Returns its number, for get_semaphore in kernels."""

    def set_runtime_args(self, kernel: int, cores: Cores, args: Sequence[int]) -> None:
        """Words of 32 bits that the kernel reads on these tiles with get_arg_val, instead of those set before.

        kernel: the number that add_kernel returned. A negative number is given as value & 0xffffffff, a float by its bits. Raises ValueError for tiles on which the kernel does not run."""

    def set_common_runtime_args(self, kernel: int, args: Sequence[int]) -> None:
        """Words that all cores of the kernel share, read with get_common_arg_val."""

    def __repr__(self) -> str: ...

class CoreSnapshot:
    """What a core is doing."""

    @property
    def tile(self) -> Tile:
        """Its tile, (x, y)."""

    @property
    def processor(self) -> str:
        """ "dm0", "dm1" or "compute"."""

    @property
    def activity(self) -> str:
        """ "idle", "ready", "running", "waiting", "stopped" (at a breakpoint), "finished" or "failed"."""

    @property
    def kernel(self) -> str:
        """Its kernel's name."""

    @property
    def pc(self) -> int:
        """The program counter: an address of L1."""

    @property
    def retired(self) -> int:
        """Instructions since the program began."""

    @property
    def waits_for(self) -> str:
        """What it waits for, in words; "" where it does not wait."""

    def __repr__(self) -> str: ...

class TileTraffic:
    """What a tile moved over the NoC since the chip was opened."""

    @property
    def tile(self) -> Tile:
        """The tile, (x, y)."""

    @property
    def bytes_read(self) -> int:
        """Bytes that its cores read."""

    @property
    def bytes_written(self) -> int:
        """Bytes that its cores wrote."""

    @property
    def transactions(self) -> int:
        """How many reads, writes and atomics that were."""

    def __repr__(self) -> str: ...

class Snapshot:
    """What a chip is doing."""

    @property
    def cores(self) -> list[CoreSnapshot]:
        """Those that have a kernel."""

    @property
    def traffic(self) -> list[TileTraffic]:
        """Of every tile, row by row."""

    @property
    def programs(self) -> int:
        """Programs begun since the chip was opened."""

    def __repr__(self) -> str: ...

def _service_name(number: int) -> str:
    """The name of a service of the card."""

def _status_folder() -> str: ...

class Chip:
    """A simulated chip, opened by `open`. A context manager, which closes it.

    Tiles are (x, y); processors are "dm0" (or "reader"), "dm1" (or "writer") and "compute"; addresses and sizes are in bytes. What is used after closing raises DeviceError."""

    def __init__(self, *args: object, **kwargs: object) -> NoReturn: ...
    def close(self) -> None:
        """Stops what runs and frees all; what is used afterwards raises DeviceError. Twice is fine."""

    @property
    def is_open(self) -> bool:
        """False once it was closed."""

    @property
    def architecture(self) -> Architecture:
        """What it is made of; also of a closed one."""

    def __enter__(self) -> Chip: ...
    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None: ...
    def __repr__(self) -> str: ...
    def create_buffer(self, type: str, size: int, page_size: int | None = None) -> Buffer:
        """Memory of `size` bytes in "dram" or "l1", in pages of `page_size` bytes that go round over its banks (one page where no size is given). It is free again when the last reference to the buffer is gone. Raises ValueError when there is not so much."""

    def create_global_semaphore(self, cores: Cores, initial_value: int = 0) -> GlobalSemaphore:
        """A semaphore that outlives programs, at one address of L1 on a tile, a rectangle ((x0, y0), (x1, y1)) or a list of them. Raises ValueError for tiles that are not there."""

    def write(self, buffer: Buffer, data: ReadableBuffer | NDArray[Any], offset: int = 0) -> None:
        """Copies bytes, or an array as it lies in memory, to a buffer, `offset` bytes behind its begin. Raises ValueError for more than the buffer holds, TypeError for an array that is not contiguous."""

    def read(self, buffer: Buffer, size: int | None = None, offset: int = 0) -> bytes:
        """`size` bytes of a buffer from `offset` on, all of them where no size is given. Raises ValueError for more than it holds."""

    def write_l1(self, tile: Tile, address: int, data: ReadableBuffer | NDArray[Any]) -> None:
        """Overwrites bytes of a tile's L1, or of its cores' local memories, which follow behind it. Raises ValueError outside of them."""

    def read_l1(self, tile: Tile, address: int, size: int) -> bytes:
        """Bytes of a tile's L1; its cores' local memories follow behind it. Raises ValueError outside of them."""

    def write_dram(self, channel: int, address: int, data: ReadableBuffer | NDArray[Any]) -> None:
        """Overwrites bytes of a DRAM channel. Raises ValueError for a channel that is not there, and outside of it."""

    def read_dram(self, channel: int, address: int, size: int) -> bytes:
        """Bytes of a DRAM channel; 0 where nothing was written. Raises ValueError as write_dram does."""

    def enqueue(self, program: Program, *, budget: int | None = None, timeout: float | None = None) -> None:
        """Starts a program, after those that were enqueued before, and returns at once.

        budget: instructions that each core may execute; timeout: seconds. Raises ValueError for what does not fit the chip."""

    def wait(self, *, timeout: float | None = None) -> bool:
        """Returns True when all programs are done, False after `timeout` seconds.

        Raises what the first that failed ended with: CoreError, DeadlockError, LimitError, StoppedError. Without a timeout it raises BreakpointError where cores stand at breakpoints and no other can go on: the program stays as it is, and waits for resume or stop. Ctrl-C stops the programs."""

    def run(self, program: Program, *, budget: int | None = None, timeout: float | None = None) -> None:
        """enqueue, and wait without a timeout.

        Raises what they do. Where it raises BreakpointError the program has begun and stays as it is: clear_breakpoints and resume let it go on, wait waits for its end. While a program is held so, run raises BreakpointError and does not enqueue another."""

    def stop(self) -> None:
        """Stops the running program and forgets the others; wait() raises StoppedError."""

    def snapshot(self) -> Snapshot:
        """What the cores are doing, while they run or after their end."""

    def set_printer(self, function: Callable[[Tile, str, str], object] | None) -> None:
        """Called with (tile, processor, text) for each line that a kernel prints, from the threads that run cores. None: lines go to standard output."""

    def set_kernel_hooks(
        self,
        before: Callable[[Chip, Tile, str, str], object] | None = None,
        after: Callable[[Chip, Tile, str, str], object] | None = None,
    ) -> None:
        """Called with (chip, tile, processor, kernel) before a kernel's first instruction and after its last. An exception stops the program, and wait() raises it. They replace those set before."""

    def add_breakpoint(self, kernel: str, file: str, line: int, *, pending: bool = False) -> None:
        """Stops the cores that run `kernel` before a source line, or before the next one that has code; lines are counted from 1.

        The kernel is looked for in the programs that were enqueued and are not done, or else in the next that is. Raises ValueError (so does enqueue then) where there is none of that name, or none of its code at the line or later; the text lists what there is. pending=True: it may be a kernel of a later program."""

    def clear_breakpoints(self) -> None:
        """Forgets all breakpoints. Cores that stand at one stay there until resume."""

    def wait_for_breakpoint(self, timeout: float | None = None) -> list[tuple[Tile, str]]:
        """The cores that stand at breakpoints, as (tile, processor), as soon as there are some; empty when all programs are done or after `timeout` seconds. Raises what the first program that failed ended with."""

    def resume(self, tile: Tile, processor: str) -> None:
        """Lets a core go on that stands at a breakpoint. Raises DeviceError where it does not."""

    def step(self, tile: Tile, processor: str, instructions: int = 1) -> None:
        """Executes instructions of a core that stands at a breakpoint. Raises DeviceError where it does not."""

    def registers(self, tile: Tile, processor: str) -> dict[str, int]:
        """The program counter and the registers by name, of a core that waits, stands at a breakpoint or has ended. Raises DeviceError while it runs, and for one without a kernel."""

    def set_register(self, tile: Tile, processor: str, name: str, value: int) -> None:
        """Sets a register, "a0", "x10" or "pc", of a core that stands at a breakpoint to a word. Raises DeviceError where it does not."""

    def source_line(self, tile: Tile, processor: str) -> tuple[str, int, str] | None:
        """File, line and function where a core stands, or None."""

def open(
    architecture: str | os.PathLike[str] | Architecture = "wormhole_b0",
    *,
    grid: tuple[int, int] | None = None,
    deterministic: bool = False,
    threads: int = 0,
    native: bool = True,
    slice: int = 50000,
) -> Chip:
    """Opens a simulated chip.

    architecture: "wormhole_b0", "blackhole", the path of a .json file, or an Architecture; grid: another width and height in tiles; deterministic: cores take turns on one thread, the same way every time; threads: host threads that run cores (0: as many as the machine has); native: whether hot code becomes native code; slice: instructions until another core gets its turn. Raises ValueError for what no chip can be, OSError for a file that cannot be read."""
