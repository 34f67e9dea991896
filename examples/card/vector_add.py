"""Adds two vectors on the whole grid of a simulated chip: reader, compute and writer kernels on every tile."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from ttrt import card

KERNELS = Path(__file__).parent / "kernels"


def main() -> None:
    """Runs the sum and compares it with numpy's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arch", default="wormhole_b0", help="wormhole_b0 (the default), blackhole, or a .json file")
    parser.add_argument("--elements", type=int, default=1_000_000)
    options = parser.parse_args()

    rng = np.random.default_rng(0)
    a, b = (rng.standard_normal(options.elements).astype(np.float32) for _ in range(2))
    tiles = -(-options.elements // 1024)
    page = card.tile_bytes("f32")

    with card.open(options.arch) as chip:
        # Elementwise work does not care about the order inside tiles, so the vectors go over as they are.
        buffers = [chip.create_buffer("dram", tiles * page, page) for _ in range(3)]
        for buffer, vector in zip(buffers[:2], (a, b), strict=True):
            chip.write(buffer, vector)
        address_a, address_b, address_sum = (buffer.address for buffer in buffers)

        cores = card.all_tiles(chip)
        program = card.Program()
        reader = program.add_kernel(card.Kernel.compile_file(KERNELS / "read_two.cpp", "dm0"), cores, "dm0")
        adder = program.add_kernel(card.Kernel.compile_file(KERNELS / "add.cpp", "compute"), cores, "compute")
        writer = program.add_kernel(card.Kernel.compile_file(KERNELS / "write.cpp", "dm1"), cores, "dm1")
        for index in (0, 1, 16):
            program.add_circular_buffer(cores, index, pages=2, format="f32")
        for tile, first, count in card.split_work(cores, tiles):
            program.set_runtime_args(reader, tile, [address_a, address_b, first, count])
            program.set_runtime_args(adder, tile, [count])
            program.set_runtime_args(writer, tile, [address_sum, first, count])
        chip.run(program)

        result = card.read_array(chip, buffers[2], np.float32, (options.elements,))
    np.testing.assert_array_equal(result, a + b)
    width, height = cores[1][0] + 1, cores[1][1] + 1
    print(f"{options.elements} sums, made on {width * height} tiles, are right")


if __name__ == "__main__":
    main()
