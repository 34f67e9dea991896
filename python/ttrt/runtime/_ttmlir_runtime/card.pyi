# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""Simulated chips: memory, kernels, programs."""

import os
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any

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

    @staticmethod
    def named(name: str) -> Architecture:
        """ "wormhole_b0", "blackhole", or the path of a .json file. Raises ValueError, OSError."""

    @staticmethod
    def names() -> list[str]: ...
    def with_grid(self, width: int, height: int) -> Architecture:
        """The same chip with another grid of workers."""

    @property
    def name(self) -> str: ...
    @property
    def grid(self) -> tuple[int, int]:
        """Width and height of the grid of worker tiles."""

    @property
    def l1_size(self) -> int: ...
    @property
    def local_memory_size(self) -> int:
        """Of each core: its stack."""

    @property
    def dram_channels(self) -> int: ...
    @property
    def dram_channel_size(self) -> int: ...
    @property
    def l1_alignment(self) -> int: ...
    @property
    def dram_alignment(self) -> int: ...
    @property
    def destination_tiles(self) -> int:
        """Registers of the tile engine."""

    @property
    def misaligned_access(self) -> bool:
        """Whether cores may load and store at addresses that are no multiple of the size."""

    def noc_coordinates(self, tile: object) -> tuple[int, int]:
        """The place (x, y) of a worker tile on the NoC, as get_noc_addr takes it."""

    def __repr__(self) -> str: ...

def tile_bytes(format: str) -> int:
    """Bytes of a 32x32 tile: 4096 for f32, 2048 for bf16."""

def _tilize(data: object, rows: int, columns: int, format: str) -> bytes: ...
def _untilize(data: object, rows: int, columns: int, format: str, element_size: int) -> bytes: ...

class Kernel:
    """A program for one core, as it is loaded to L1."""

    @staticmethod
    def compile(
        source: str,
        name: str = "kernel.cpp",
        processor: str = "dm0",
        *,
        compile_time_args: Sequence[int] = [],
        named_compile_time_args: Mapping[str, int] = {},
        defines: Mapping[str, str] = {},
        include_folders: Sequence[str] = [],
        optimization: str = "-O2",
    ) -> Kernel:
        """Compiles C++ source. Raises KernelError with the compiler's messages."""

    @staticmethod
    def compile_file(
        path: str | os.PathLike[str],
        processor: str = "dm0",
        *,
        compile_time_args: Sequence[int] = [],
        named_compile_time_args: Mapping[str, int] = {},
        defines: Mapping[str, str] = {},
        include_folders: Sequence[str] = [],
        optimization: str = "-O2",
    ) -> Kernel:
        """Compiles a C++ file. Raises OSError, KernelError."""

    @staticmethod
    def from_elf(elf: object, name: str = "kernel.elf") -> Kernel:
        """From the bytes of an ELF32 for RISC-V. Raises KernelError."""

    @property
    def name(self) -> str: ...
    @property
    def elf(self) -> bytes: ...
    @property
    def memory_bytes(self) -> int:
        """Bytes of L1 that it takes."""

    @property
    def code_bytes(self) -> int: ...
    def symbol(self, name: str) -> int | None:
        """The offset of a symbol from the kernel's base, or None."""

    def source_line(self, offset: int) -> tuple[str, int, str] | None:
        """File, line and function of an offset, or None."""

    def offsets_of(self, file: str, line: int) -> list[int]:
        """Where the code of a source line begins."""

    def __repr__(self) -> str: ...

class Buffer:
    """Memory of the card, in pages that go round over its banks (DRAM channels, or the worker tiles for L1)."""

    @property
    def type(self) -> str: ...
    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def page_size(self) -> int: ...
    @property
    def aligned_page_size(self) -> int:
        """Bytes from a page to the next one of its bank."""

    @property
    def pages(self) -> int: ...
    @property
    def address(self) -> int:
        """Of its first page, the same in every bank."""

    def __repr__(self) -> str: ...

class GlobalSemaphore:
    """A semaphore that outlives programs, which do not change its value when they begin. A program gives its address to kernels as an argument."""

    @property
    def address(self) -> int:
        """Of L1, the same on all its tiles."""

    def reset(self, value: int) -> None:
        """Sets its value on all its tiles; cores that wait for it see that."""

    def __repr__(self) -> str: ...

class Program:
    """Kernels on cores, with circular buffers, semaphores and arguments; what runs on a chip at once.

    Cores are given as a tile (x, y), a rectangle ((x0, y0), (x1, y1)) with both corners in it, or a list of them."""

    def __init__(self) -> None: ...
    def add_kernel(self, kernel: Kernel, cores: object, processor: str, noc: int = 0) -> int:
        """The kernel on one core of each tile: dm0 (reader), dm1 (writer) or compute. Returns its number."""

    def add_circular_buffer(
        self,
        cores: object,
        index: int,
        pages: int = 2,
        page_size: int | None = None,
        format: str = "f32",
        buffer: Buffer | None = None,
    ) -> None:
        """A queue of pages in L1; a page is a tile of the format where no size is given."""

    def add_semaphore(self, cores: object, initial_value: int = 0) -> int:
        """Returns its number, for get_semaphore."""

    def set_runtime_args(self, kernel: int, cores: object, args: Sequence[int]) -> None:
        """Words that the kernel reads with get_arg_val."""

    def set_common_runtime_args(self, kernel: int, args: Sequence[int]) -> None:
        """Words that all cores of the kernel share, read with get_common_arg_val."""

class CoreSnapshot:
    """What a core is doing."""

    @property
    def tile(self) -> tuple[int, int]: ...
    @property
    def processor(self) -> str: ...
    @property
    def activity(self) -> str:
        """idle, ready, running, waiting, stopped (at a breakpoint), finished or failed."""

    @property
    def kernel(self) -> str: ...
    @property
    def pc(self) -> int: ...
    @property
    def retired(self) -> int:
        """Instructions since the program began."""

    @property
    def waits_for(self) -> str: ...

class TileTraffic:
    """What a tile moved over the NoC since the chip was opened."""

    @property
    def tile(self) -> tuple[int, int]: ...
    @property
    def bytes_read(self) -> int: ...
    @property
    def bytes_written(self) -> int: ...
    @property
    def transactions(self) -> int: ...

class Snapshot:
    """What a chip is doing."""

    @property
    def cores(self) -> list[CoreSnapshot]:
        """Those that have a kernel."""

    @property
    def traffic(self) -> list[TileTraffic]: ...
    @property
    def programs(self) -> int:
        """Programs begun since the chip was opened."""

def _service_name(number: int) -> str: ...
def _status_folder() -> str: ...

class Chip:
    """A simulated chip. A context manager, which closes it."""

    def close(self) -> None:
        """Stops what runs and frees all; what is used afterwards raises DeviceError. Twice is fine."""

    @property
    def is_open(self) -> bool: ...
    @property
    def architecture(self) -> Architecture: ...
    def __enter__(self) -> Chip: ...
    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None: ...
    def __repr__(self) -> str: ...
    def create_buffer(self, type: str, size: int, page_size: int | None = None) -> Buffer:
        """Memory in "dram" or "l1", in pages over its banks (one page where no size is given). It is free again when the last reference to the buffer is gone. Raises ValueError when there is not so much."""

    def write(self, buffer: Buffer, data: object, offset: int = 0) -> None:
        """Copies bytes or an array to a buffer."""

    def create_global_semaphore(self, cores: object, initial_value: int = 0) -> GlobalSemaphore:
        """A semaphore that outlives programs, at one address of L1 on a tile, a rectangle ((x0, y0), (x1, y1)) or a list of them. Raises ValueError for tiles that are not there."""

    def read(self, buffer: Buffer, size: int | None = None, offset: int = 0) -> bytes:
        """The buffer's bytes, all of them where no size is given."""

    def write_l1(self, tile: object, address: int, data: object) -> None: ...
    def read_l1(self, tile: object, address: int, size: int) -> bytes:
        """Bytes of a tile's L1; its cores' local memories follow behind it."""

    def write_dram(self, channel: int, address: int, data: object) -> None: ...
    def read_dram(self, channel: int, address: int, size: int) -> bytes: ...
    def enqueue(self, program: Program, *, budget: int | None = None, timeout: float | None = None) -> None:
        """Starts a program, after those that were enqueued before, and returns at once.

        budget: instructions that each core may execute; timeout: seconds. Raises ValueError for what does not fit the chip."""

    def wait(self, *, timeout: float | None = None) -> bool:
        """Returns True when all programs are done, False after `timeout` seconds.

        Raises what the first that failed ended with: CoreError, DeadlockError, LimitError, StoppedError. Without a timeout it raises BreakpointError where cores stand at breakpoints and no other can go on: the program stays as it is, and waits for resume or stop. Ctrl-C stops the programs."""

    def run(self, program: Program, *, budget: int | None = None, timeout: float | None = None) -> None:
        """enqueue, and wait without a timeout."""

    def stop(self) -> None:
        """Stops the running program and forgets the others; wait() raises StoppedError."""

    def snapshot(self) -> Snapshot:
        """What the cores are doing, while they run."""

    def set_printer(self, function: Callable[[tuple[int, int], str, str], object] | None) -> None:
        """Called with (tile, processor, text) for each line that a kernel prints, from the threads that run cores. None: lines go to standard output."""

    def set_kernel_hooks(
        self,
        before: Callable[[Chip, tuple[int, int], str, str], object] | None = None,
        after: Callable[[Chip, tuple[int, int], str, str], object] | None = None,
    ) -> None:
        """Called with (chip, tile, processor, kernel) before a kernel's first instruction and after its last. An exception stops the program, and wait() raises it."""

    def add_breakpoint(self, kernel: str, file: str, line: int, *, pending: bool = False) -> None:
        """Stops the cores that run `kernel` before a source line, or before the next one that has code.

        The kernel is looked for in the programs that were enqueued and are not done, or else in the next that is. Raises ValueError (so does enqueue then) where there is none of that name, or none of its code at the line or later; the text lists what there is. pending=True: it may be a kernel of a later program."""

    def clear_breakpoints(self) -> None: ...
    def wait_for_breakpoint(self, timeout: float | None = None) -> list[tuple[Any, ...]]:
        """The cores that stopped, as (tile, processor); empty when all programs are done or the time is over."""

    def resume(self, tile: object, processor: str) -> None: ...
    def step(self, tile: object, processor: str, instructions: int = 1) -> None:
        """Executes instructions of a core that is stopped."""

    def registers(self, tile: object, processor: str) -> dict[str, int]:
        """The program counter and the registers by name."""

    def set_register(self, tile: object, processor: str, name: str, value: int) -> None: ...
    def source_line(self, tile: object, processor: str) -> tuple[str, int, str] | None:
        """File, line and function where a core stands, or None."""

def open(
    architecture: object = "wormhole_b0",
    *,
    grid: tuple[int, int] | None = None,
    deterministic: bool = False,
    threads: int = 0,
    native: bool = True,
    slice: int = 50000,
) -> Chip:
    """Opens a simulated chip.

    architecture: a name, the path of a .json file, or an Architecture; grid: another width and height; deterministic: cores take turns on one thread, the same way every time; threads: host threads that run cores (0: as many as the machine has); native: whether hot code becomes native code; slice: instructions until another core gets its turn."""
