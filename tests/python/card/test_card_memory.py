"""Buffers and direct access to the memory of a simulated chip."""

from __future__ import annotations

import ml_dtypes
import numpy as np
import pytest

from ttrt import card


@pytest.mark.parametrize("kind", ["dram", "l1"])
@pytest.mark.parametrize("size, page", [(1, 1), (96, 32), (4096, 1024), (9_984, 48), (1 << 20, 2048)])
def test_what_is_written_is_read(chip: card.Chip, kind: str, size: int, page: int) -> None:
    data = np.random.default_rng(size).integers(0, 256, size, dtype=np.uint8).tobytes()
    buffer = chip.create_buffer(kind, size, page)
    chip.write(buffer, data)
    assert chip.read(buffer) == data
    assert chip.read(buffer, 1, size - 1) == data[-1:]


def test_pages_go_round_over_banks(chip: card.Chip) -> None:
    channels = chip.architecture.dram_channels
    buffer = chip.create_buffer("dram", 64 * (channels + 1), 64)
    chip.write(buffer, b"".join(bytes([page]) * 64 for page in range(channels + 1)))
    for page in range(channels + 1):
        address = buffer.address + page // channels * buffer.aligned_page_size
        assert chip.read_dram(page % channels, address, 64) == bytes([page]) * 64


def test_arrays_are_written_as_they_lie(chip: card.Chip) -> None:
    array = np.arange(100, dtype=np.float32).reshape(10, 10)
    buffer = chip.create_buffer("dram", array.nbytes)
    chip.write(buffer, array)
    np.testing.assert_array_equal(card.read_array(chip, buffer, np.float32, (10, 10)), array)
    with pytest.raises(TypeError, match="contiguous"):
        chip.write(buffer, array.T)


def test_arrays_of_bfloat16_are_written_as_they_lie(chip: card.Chip) -> None:
    array = np.arange(100).astype(ml_dtypes.bfloat16)
    buffer = chip.create_buffer("dram", array.nbytes)
    chip.write(buffer, array)
    assert chip.read(buffer) == array.tobytes()
    np.testing.assert_array_equal(card.read_array(chip, buffer, ml_dtypes.bfloat16, 100), array)


def test_memory_of_a_buffer_is_free_again_when_it_is_gone(chip: card.Chip) -> None:
    size = chip.architecture.dram_channel_size // 2
    for _ in range(10):
        chip.create_buffer("dram", size, size)


def test_memory_that_is_not_there_is_refused(chip: card.Chip) -> None:
    with pytest.raises(ValueError, match=r"free|there is"):
        chip.create_buffer("l1", 2 * chip.architecture.l1_size, 2 * chip.architecture.l1_size)
    buffer = chip.create_buffer("dram", 64)
    with pytest.raises(ValueError, match="64"):
        chip.write(buffer, bytes(65))
    with pytest.raises(ValueError, match="64"):
        chip.read(buffer, 65)
    with pytest.raises(ValueError, match=r"tile|grid"):
        chip.read_l1((7, 7), 0, 4)
    with pytest.raises(ValueError):
        chip.read_dram(chip.architecture.dram_channels, 0, 4)
    with pytest.raises(ValueError, match="dram or l1"):
        chip.create_buffer("sram", 64)


def test_a_closed_chip_says_so() -> None:
    chip = card.open(grid=(1, 1))
    buffer = chip.create_buffer("dram", 64)
    chip.close()
    chip.close()
    assert not chip.is_open
    with pytest.raises(card.DeviceError, match="closed"):
        chip.read(buffer)
    with pytest.raises(card.DeviceError, match="closed"):
        chip.create_buffer("dram", 64)


@pytest.mark.parametrize("data_format", ["f32", "bf16", "u32", "si32"])
@pytest.mark.parametrize("shape", [(32, 32), (1, 1), (33, 65), (64, 96)])
def test_matrices_become_tiles_and_matrices_again(data_format: str, shape: tuple[int, int]) -> None:
    matrix = np.arange(shape[0] * shape[1]).reshape(shape) % 251
    tiles = card.matrix_to_tiles(matrix, data_format)
    assert len(tiles) == -(-shape[0] // 32) * -(-shape[1] // 32) * card.tile_bytes(data_format)
    back = card.matrix_from_tiles(tiles, *shape, data_format)
    np.testing.assert_array_equal(back.astype(np.int64), matrix)


def test_tiles_lie_in_faces() -> None:
    matrix = np.arange(1024, dtype=np.float32).reshape(32, 32)
    tile = np.frombuffer(card.matrix_to_tiles(matrix, "f32"), np.float32).reshape(4, 16, 16)
    wanted = [matrix[:16, :16], matrix[:16, 16:], matrix[16:, :16], matrix[16:, 16:]]
    np.testing.assert_array_equal(tile, np.stack(wanted))


def test_tiles_of_places(chip: card.Chip) -> None:
    assert list(card.each_tile((2, 1))) == [(2, 1)]
    assert list(card.each_tile([((0, 0), (1, 1)), (5, 5)])) == [(0, 0), (1, 0), (0, 1), (1, 1), (5, 5)]
    assert list(card.split_work([(3, 0), (4, 0)], 5)) == [((3, 0), 0, 2), ((4, 0), 2, 3)]
    shares = list(card.split_work(card.all_tiles(chip), 3))
    assert sum(count for _, _, count in shares) == 3
    assert [first for _, first, _ in shares] == [0, 0, 1, 2]
