"""Multiplies two matrices on the whole grid of a simulated chip, in bf16 with sums in f32."""

from __future__ import annotations

import argparse
from pathlib import Path

import ml_dtypes
import numpy as np

from ttrt import card

KERNELS = Path(__file__).parent / "kernels"


def main() -> None:
    """Runs the product and compares it with numpy's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arch", default="wormhole_b0", help="wormhole_b0 (the default), blackhole, or a .json file")
    parser.add_argument("--size", type=int, nargs=3, default=(640, 256, 640), metavar=("ROWS", "INNER", "COLUMNS"))
    options = parser.parse_args()
    rows, inner, columns = options.size

    rng = np.random.default_rng(0)
    a = rng.standard_normal((rows, inner)).astype(ml_dtypes.bfloat16)
    b = rng.standard_normal((inner, columns)).astype(ml_dtypes.bfloat16)
    row_tiles, inner_tiles, column_tiles = (-(-size // 32) for size in options.size)
    page = card.tile_bytes("bf16")

    with card.open(options.arch) as chip:
        buffer_a = chip.create_buffer("dram", row_tiles * inner_tiles * page, page)
        buffer_b = chip.create_buffer("dram", inner_tiles * column_tiles * page, page)
        buffer_product = chip.create_buffer("dram", row_tiles * column_tiles * page, page)
        chip.write(buffer_a, card.matrix_to_tiles(a, "bf16"))
        chip.write(buffer_b, card.matrix_to_tiles(b, "bf16"))

        cores = card.all_tiles(chip)
        program = card.Program()
        shape = [inner_tiles, column_tiles]
        reader = program.add_kernel(
            card.Kernel.compile_file(KERNELS / "read_for_matmul.cpp", "dm0", compile_time_args=shape), cores, "dm0"
        )
        compute = program.add_kernel(
            card.Kernel.compile_file(KERNELS / "matmul.cpp", "compute", compile_time_args=[inner_tiles]),
            cores,
            "compute",
        )
        writer = program.add_kernel(card.Kernel.compile_file(KERNELS / "write.cpp", "dm1"), cores, "dm1")
        for index in (0, 1, 16):
            program.add_circular_buffer(cores, index, pages=2, format="bf16")
        for tile, first, count in card.split_work(cores, row_tiles * column_tiles):
            program.set_runtime_args(reader, tile, [buffer_a.address, buffer_b.address, first, count])
            program.set_runtime_args(compute, tile, [count])
            program.set_runtime_args(writer, tile, [buffer_product.address, first, count])
        chip.run(program)
        product = card.matrix_from_tiles(chip.read(buffer_product), rows, columns, "bf16")

    wanted = a.astype(np.float32) @ b.astype(np.float32)
    # One rounding to bf16 (8 bits) of a sum that f32 carries.
    np.testing.assert_allclose(product.astype(np.float32), wanted, rtol=2**-8, atol=2**-8 * np.abs(wanted).max())
    print(f"the product of {rows}x{inner} and {inner}x{columns}, in {row_tiles * column_tiles} tiles, is right")


if __name__ == "__main__":
    main()
