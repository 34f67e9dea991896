"""One tile reads a block from DRAM and sends it to all others at once; each of them adds it up."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from ttrt import card

KERNELS = Path(__file__).parent / "kernels"
BLOCK = 0x40000  # where the block goes in every tile's L1


def main() -> None:
    """Runs the programs of sender and receivers and checks the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arch", default="wormhole_b0", help="wormhole_b0 (the default), blackhole, or a .json file")
    parser.add_argument("--words", type=int, default=16384)
    options = parser.parse_args()
    block = np.random.default_rng(0).integers(0, 2**32, options.words, dtype=np.uint32)

    with card.open(options.arch) as chip:
        # The sender is the first tile; the receivers are the rectangle of all rows but the first.
        width, height = chip.architecture.grid
        sender, receivers = (0, 0), ((0, 1), (width - 1, height - 1))
        source = chip.create_buffer("dram", block.nbytes)
        chip.write(source, block)

        program = card.Program()
        everyone = card.all_tiles(chip)
        ready, arrived = program.add_semaphore(everyone), program.add_semaphore(everyone)
        send = program.add_kernel(card.Kernel.compile_file(KERNELS / "multicast_send.cpp"), sender, "dm0")
        receive = program.add_kernel(card.Kernel.compile_file(KERNELS / "multicast_receive.cpp"), receivers, "dm0")
        places = [chip.architecture.noc_coordinates(tile) for tile in (sender, *receivers)]
        count = width * (height - 1)
        program.set_runtime_args(
            send, sender, [source.address, block.nbytes, BLOCK, count, *places[1], *places[2], ready, arrived]
        )
        program.set_runtime_args(receive, receivers, [*places[0], BLOCK, block.nbytes, ready, arrived])
        chip.run(program)

        wanted = int(block.sum(dtype=np.uint32))
        for tile in card.each_tile(receivers):
            sum_of_tile = int.from_bytes(chip.read_l1(tile, BLOCK + block.nbytes, 4), "little")
            if sum_of_tile != wanted:
                raise SystemExit(f"tile {tile} has the sum {sum_of_tile:#x}; expected {wanted:#x}")
    print(f"{block.nbytes} bytes reached {count} tiles, and each added them up rightly")


if __name__ == "__main__":
    main()
