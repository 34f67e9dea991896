"""Paged caches and attention over them: blocks (blocks, heads, block size, width) that a table names for each user."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ops_harness import Array, Machine, check, values
from test_ops_attention import attention, attention_error, run_in_place

from ttmlir.golden import attention as golden

BLOCKS, HEADS, SIZE, WIDTH = 7, 2, 4, 8
TABLE = np.array([[3, 0, 6], [5, 1, 2]], np.int32)  # two users of three blocks; block 4 is nobody's


def gathered(cache: Array, user: int) -> Array:
    """A user's blocks as one sequence, (1, heads, positions, width)."""
    return golden.gathered(cache, TABLE[user])


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
@pytest.mark.parametrize("user", [None, 1])
def test_paged_fill_cache(machine: Machine, user: int | None, dtype: str) -> None:
    cache, new = (
        values((BLOCKS, HEADS, SIZE, WIDTH), dtype, -9, 9, "c"),
        values((1, HEADS, 10, WIDTH), dtype, -9, 9, "n"),
    )
    expected = cache.copy()
    for position in range(10):
        expected[TABLE[user or 0][position // SIZE], :, position % SIZE] = new[0, :, position]
    inputs = [cache, new, TABLE] + ([] if user is None else [np.array([user], np.int32)])
    run_in_place(machine, lambda b, c, n, t, *i: b.paged_fill_cache(c, n, t, *i, result_type=[]), inputs, expected)


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
def test_paged_update_cache(machine: Machine, dtype: str) -> None:
    cache, new = (
        values((BLOCKS, HEADS, SIZE, WIDTH), dtype, -9, 9, "c"),
        values((1, 2, HEADS, WIDTH), dtype, -9, 9, "n"),
    )
    positions = np.array([9, 2], np.int32)
    expected = cache.copy()
    for user, position in enumerate(positions):
        expected[TABLE[user][position // SIZE], :, position % SIZE] = new[0, user]
    run_in_place(
        machine, lambda b, *a: b.paged_update_cache(*a, result_type=[]), [cache, new, positions, TABLE], expected
    )


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
def test_paged_attention_of_one_token(machine: Machine, dtype: str) -> None:
    q = values((1, 2, 4, WIDTH), dtype, -1, 1, "q")
    k, v = (values((BLOCKS, HEADS, SIZE, WIDTH), dtype, -1, 1, name) for name in "kv")
    positions = np.array([9, 2], np.int32)
    expected = np.zeros(q.shape)
    for user, position in enumerate(positions):
        seen = slice(0, position + 1)
        expected[0, user] = attention(
            q[:, user, :, None], gathered(k, user)[:, :, seen], gathered(v, user)[:, :, seen]
        )[0, :, 0]

    def build(b: Any, q: Any, k: Any, v: Any, t: Any, i: Any) -> Any:
        place = b.empty(q.type.shape, q.type.element_type)
        return b.paged_scaled_dot_product_attention_decode(q, k, v, t, place, cur_pos_tensor=i, is_causal=True)

    check(machine, build, [q, k, v, TABLE, positions], expected, absolute=3 * attention_error(q, k, v))


@pytest.mark.parametrize("start", [0, 4])
def test_attention_of_a_chunk(machine: Machine, start: int) -> None:
    q = values((2, 4, 5, WIDTH), "f32", -1, 1, "q")
    k, v = (values((BLOCKS, HEADS, SIZE, WIDTH), "f32", -1, 1, name) for name in "kv")
    expected = np.zeros(q.shape)
    for user in range(2):
        for i in range(5):
            seen = slice(0, start + i + 1)
            keys, elements = gathered(k, user)[:, :, seen], gathered(v, user)[:, :, seen]
            expected[user : user + 1, :, i : i + 1] = attention(q[user : user + 1, :, i : i + 1], keys, elements)

    def build(b: Any, q: Any, k: Any, v: Any, t: Any, i: Any) -> Any:
        return b.chunked_scaled_dot_product_attention(q, k, v, t, i, b.empty(q.type.shape))

    check(
        machine, build, [q, k, v, TABLE, np.array([start], np.int32)], expected, absolute=3 * attention_error(q, k, v)
    )


def test_a_block_out_of_range_is_reported(machine: Machine) -> None:
    from ops_harness import compiled

    cache, new = values((BLOCKS, HEADS, SIZE, WIDTH), "f32"), values((1, HEADS, 4, WIDTH), "f32")
    table = np.array([[BLOCKS]], np.int32)
    program = compiled(lambda b, *a: b.paged_fill_cache(*a), [cache, new, table])
    for mode in ("planned", "hooked", "reference"):
        with pytest.raises(RuntimeError, match=rf"ttnn\.paged_fill_cache at .*block.*{BLOCKS}"):
            machine.run(program, [cache, new, table], mode)
