"""Runs a guest of the benchmark of cores in unicorn: `python cores_unicorn.py [--count] ELF` prints what it writes.

With --count unicorn counts instructions, which it does where somebody wants it to stop after a number of them.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from unicorn import UC_ARCH_RISCV, UC_HOOK_INTR, UC_MODE_RISCV32, Uc
from unicorn.riscv_const import UC_RISCV_REG_A0, UC_RISCV_REG_A1, UC_RISCV_REG_A2, UC_RISCV_REG_A7, UC_RISCV_REG_SP

MEMORY = 16 << 20
WRITE, EXIT = 64, 93
ECALL = 8  # the exception's number: environment call from user mode


def load(emulator: Uc, elf: bytes) -> int:
    """Write the segments of a static ELF file into memory and return the entry."""
    entry, headers = struct.unpack_from("<II", elf, 24)
    size, count = struct.unpack_from("<HH", elf, 42)
    for index in range(count):
        kind, offset, address, _, stored, _, _, _ = struct.unpack_from("<8I", elf, headers + index * size)
        if kind == 1:  # PT_LOAD
            emulator.mem_write(address, elf[offset : offset + stored])
    return int(entry)


def handle_interrupt(emulator: Uc, number: int, _: object) -> None:
    """Answer the guest's system calls, of which it has two."""
    call, a0, a1, a2 = (
        emulator.reg_read(register) for register in (UC_RISCV_REG_A7, UC_RISCV_REG_A0, UC_RISCV_REG_A1, UC_RISCV_REG_A2)
    )
    if call == WRITE:
        sys.stdout.write(emulator.mem_read(a1, a2).decode("ascii"))
        emulator.reg_write(UC_RISCV_REG_A0, a2)
    elif call == EXIT:
        emulator.emu_stop()
    else:
        raise ValueError(f"interrupt {number}, system call {call}, argument {a0}")


def main() -> None:
    """Run the guest of the command line."""
    *options, path = sys.argv[1:]
    emulator = Uc(UC_ARCH_RISCV, UC_MODE_RISCV32)
    emulator.mem_map(0, MEMORY)
    entry = load(emulator, Path(path).read_bytes())
    emulator.reg_write(UC_RISCV_REG_SP, MEMORY - 256)
    emulator.hook_add(UC_HOOK_INTR, handle_interrupt)
    emulator.emu_start(entry, MEMORY, count=1 << 60 if options == ["--count"] else 0)


if __name__ == "__main__":
    main()
