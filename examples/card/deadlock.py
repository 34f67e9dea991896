"""Two cores that wait for each other: a real card would hang; the simulated one says who waits, where and for what."""

from __future__ import annotations

from pathlib import Path

from ttrt import card

KERNELS = Path(__file__).parent / "kernels"


def main() -> None:
    """Runs the program and prints the report."""
    with card.open("wormhole_b0") as chip:
        tile = (0, 0)
        program = card.Program()
        kernel = card.Kernel.compile_file(KERNELS / "wait_for_other.cpp")
        for processor in ("dm0", "dm1"):
            core = program.add_kernel(kernel, tile, processor)
            program.set_runtime_args(core, tile, [program.add_semaphore(tile)])
        try:
            chip.run(program)
        except card.DeadlockError as report:
            print(report)
        else:
            raise SystemExit("the program ended, though its cores wait for each other")


if __name__ == "__main__":
    main()
