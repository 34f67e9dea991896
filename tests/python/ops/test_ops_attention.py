"""Attention, its heads, and caches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ops_harness import DTYPES, EPS32, FLOATS, Array, Machine, check, exact, values

from ttmlir.golden import attention as golden


def attention(
    q: Array, k: Array, v: Array, mask: Array | None = None, *, sink: Array | None = None, **options: Any
) -> Array:
    """By the golden function, in f64."""
    q, k, v = exact(q), exact(k), exact(v)
    mask, sink = (None if array is None else exact(array) for array in (mask, sink))
    return golden.attention(q, k, v, mask, sink=sink, **options)


def attention_error(q: Array, k: Array, v: Array, scale: float | None = None) -> float:
    """Scores are off by their roundings, exponentials by as much relatively; the weights add up to one."""
    depth, keys = q.shape[-1], k.shape[-2]
    scores = np.abs(exact(q)).max() * np.abs(exact(k)).max() * depth * (depth**-0.5 if scale is None else scale)
    return float(np.abs(exact(v)).max() * (2 * scores * (depth + 2) + 2 * keys + 8) * EPS32 / 2)


def heads(
    dtype: str, b: int = 2, h: int = 4, hkv: int = 4, sq: int = 9, sk: int = 9, d: int = 16, dv: int = 16
) -> list[Array]:
    return [values((b, h, sq, d), dtype, -1, 1, "q"), values((b, hkv, sk, d), dtype, -1, 1, "k"),
            values((b, hkv, sk, dv), dtype, -1, 1, "v")]  # fmt: skip


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("shape", [{}, {"sk": 21}, {"hkv": 2}, {"hkv": 1}, {"sq": 1}, {"dv": 8}, {"sq": 70, "sk": 70, "d": 32, "dv": 32}],
                         ids=str)  # fmt: skip
@pytest.mark.parametrize("scale", [None, 0.3])
def test_attention(machine: Machine, scale: float | None, shape: dict[str, int], dtype: str) -> None:
    q, k, v = heads(dtype, **shape)
    rounded = None if scale is None else float(np.float32(scale))
    check(machine, lambda b, *a: b.scaled_dot_product_attention(*a, is_causal=False, scale=scale), [q, k, v],
          attention(q, k, v, scale=rounded), absolute=attention_error(q, k, v, rounded))  # fmt: skip


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("shape", [{}, {"hkv": 2}, {"sq": 70, "sk": 70}], ids=str)
def test_causal(machine: Machine, shape: dict[str, int], dtype: str) -> None:
    q, k, v = heads(dtype, **shape)
    check(machine, lambda b, *a: b.scaled_dot_product_attention(*a, is_causal=True), [q, k, v],
          attention(q, k, v, causal=True), absolute=attention_error(q, k, v))  # fmt: skip


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(
    "mask_shape", [(2, 4, 9, 21), (2, 1, 9, 21), (1, 1, 9, 21), (2, 1, 1, 21), (1, 4, 1, 21)], ids=str
)
def test_mask(machine: Machine, mask_shape: tuple[int, ...], dtype: str) -> None:
    q, k, v = heads(dtype, sk=21)
    mask = np.where(values(mask_shape, "f32", 0, 1, "m") < 0.4, -1e4, 0).astype(DTYPES[dtype])
    mask[..., 0] = 0  # each query sees a key
    check(machine, lambda b, *a: b.scaled_dot_product_attention(*a, is_causal=False), [q, k, v, mask],
          attention(q, k, v, mask), absolute=attention_error(q, k, v))  # fmt: skip


def test_infinite_mask(machine: Machine) -> None:
    q, k, v = heads("f32")
    mask = np.where(np.tri(9, dtype=bool), 0, -np.inf).astype(np.float32)[None, None]
    check(machine, lambda b, *a: b.scaled_dot_product_attention(*a, is_causal=False), [q, k, v, mask],
          attention(q, k, v, causal=True), absolute=attention_error(q, k, v))  # fmt: skip


def test_sliding_window(machine: Machine) -> None:
    q, k, v = heads("f32")
    check(machine, lambda b, *a: b.scaled_dot_product_attention(*a, is_causal=True, sliding_window_size=3), [q, k, v],
          attention(q, k, v, causal=True, window=3), absolute=attention_error(q, k, v))  # fmt: skip


def test_sink(machine: Machine) -> None:
    q, k, v = heads("f32")
    sink = values((1, 4, 1, 1), "f32", -1, 1, "s")
    check(machine, lambda b, q, k, v, s: b.scaled_dot_product_attention(q, k, v, attention_sink=s, is_causal=False),
          [q, k, v, sink], attention(q, k, v, sink=sink), absolute=attention_error(q, k, v))  # fmt: skip


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
@pytest.mark.parametrize("hkv", [4, 2])
def test_decode(machine: Machine, hkv: int, dtype: str) -> None:
    q, (_, k, v) = values((1, 3, 4, 16), dtype, -1, 1, "q"), heads(dtype, b=3, hkv=hkv, sk=12)
    positions = np.array([0, 5, 11], np.int32)
    expected = np.zeros(q.shape)
    for user, position in enumerate(positions):
        seen = slice(0, position + 1)
        expected[0, user] = attention(q[:, user, :, None], k[user : user + 1, :, seen], v[user : user + 1, :, seen])[
            0, :, 0
        ]
    check(machine, lambda b, *a: b.scaled_dot_product_attention_decode(*a, is_causal=True), [q, k, v, positions], expected,
          absolute=attention_error(q, k, v))  # fmt: skip


@pytest.mark.parametrize("dtype", DTYPES)
def test_concatenate_heads(machine: Machine, dtype: str) -> None:
    x = values((2, 4, 5, 8), dtype)
    expected = x.transpose(0, 2, 1, 3).reshape(2, 5, 32)
    check(machine, lambda b, a: b.concatenate_heads(a), [x], exact(expected) if dtype in FLOATS else expected)


@pytest.mark.parametrize("transpose_key", [False, True])
@pytest.mark.parametrize("kv_heads", [None, 2])
def test_split_heads(machine: Machine, kv_heads: int | None, transpose_key: bool) -> None:
    kv = kv_heads or 4
    x = values((2, 5, (4 + 2 * kv) * 8), "f32")
    q, k, v = (part.reshape(2, 5, -1, 8).transpose(0, 2, 1, 3) for part in np.split(x, [32, 32 + kv * 8], axis=2))
    k = np.swapaxes(k, 2, 3) if transpose_key else k
    check(machine, lambda b, a: b.split_query_key_value_and_split_heads(a, num_heads=4, num_kv_heads=kv_heads, transpose_key=transpose_key),
          [x], [exact(q), exact(k), exact(v)], ulps=0)  # fmt: skip


@pytest.mark.parametrize("dtype", ["f32", "bf16", "si32"])
def test_fill_cache_in_place(machine: Machine, dtype: str) -> None:
    cache, new = values((3, 2, 16, 4), dtype, -9, 9, "c"), values((1, 2, 7, 4), dtype, -9, 9, "n")
    expected = cache.copy()
    expected[1, :, :7] = new[0]
    run_in_place(machine, lambda b, c, n: b.fill_cache(c, n, batch_offset=1, result_type=[]), [cache, new], expected)


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
@pytest.mark.parametrize("positions", [[5], [5, 0, 15]], ids=str)
def test_update_cache_in_place(machine: Machine, positions: list[int], dtype: str) -> None:
    cache, new = values((3, 2, 16, 4), dtype, -9, 9, "c"), values((1, 2, 3, 4), dtype, -9, 9, "n")
    index = np.array(positions, np.int32)
    expected = cache.copy()
    for user in range(3):
        expected[user, :, positions[user % len(positions)]] = new[0, :, user]
    run_in_place(
        machine,
        lambda b, c, n, i: b.update_cache(c, n, i, batch_offset=0, result_type=[]),
        [cache, new, index],
        expected,
    )


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
def test_cache_with_a_result(machine: Machine, dtype: str) -> None:
    """With a result, the input stays as it is."""
    cache, new = values((2, 2, 16, 4), dtype, -9, 9, "c"), values((1, 2, 2, 4), dtype, -9, 9, "n")
    index = np.array([3], np.int32)
    expected = exact(cache)
    expected[:, :, 3] = exact(new)[0].transpose(1, 0, 2)

    def build(b: Any, c: Any, n: Any, i: Any) -> Any:
        (updated,) = b.update_cache(c, n, i, batch_offset=0)
        return updated, b.add(c, updated)

    check(machine, build, [cache, new, index], [expected, expected + exact(cache)], ulps=0)


def test_a_cache_is_read_after_it_was_written(machine: Machine) -> None:
    cache, new = values((1, 2, 8, 4), "f32", -9, 9, "c"), values((1, 2, 3, 4), "f32", -9, 9, "n")
    expected = exact(cache)
    before = expected.sum()
    expected[:, :, :3] = exact(new)

    def build(b: Any, c: Any, n: Any) -> Any:
        first = b.sum(c, keep_dim=False)
        b.fill_cache(c, n, batch_offset=0, result_type=[])
        return first, b.sum(c, keep_dim=False)

    check(machine, build, [cache, new], [np.asarray(before), np.asarray(expected.sum())], writes_inputs=True,
          absolute=64 * 9 * 65 * EPS32 / 2)  # fmt: skip


def test_two_caches_from_one(machine: Machine) -> None:
    """Each result has its own change and not the other's."""
    cache, index = values((1, 2, 8, 4), "f32", -9, 9, "c"), np.array([2], np.int32)
    first, second = values((1, 2, 1, 4), "f32", -9, 9, "f"), values((1, 2, 1, 4), "f32", -9, 9, "s")

    def build(b: Any, c: Any, f: Any, s: Any, i: Any) -> Any:
        (one,) = b.update_cache(c, f, i, batch_offset=0)
        (other,) = b.fill_cache(c, s, batch_offset=0)
        (both,) = b.update_cache(other, f, i, batch_offset=0)
        return one, other, both

    one, other = exact(cache), exact(cache)
    one[:, :, 2], other[:, :, 0] = exact(first)[:, :, 0], exact(second)[:, :, 0]
    both = other.copy()
    both[:, :, 2] = exact(first)[:, :, 0]
    check(machine, build, [cache, first, second, index], [one, other, both], ulps=0)


def test_a_written_parameter_is_read_each_time(machine: Machine) -> None:
    """What is read from a cache is no constant, even where its argument is said to be one."""
    cache, new = values((1, 2, 8, 4), "f32", -9, 9, "c"), values((1, 2, 3, 4), "f32", -9, 9, "n")
    expected = -exact(cache)
    expected[:, :, :3] = -exact(new)

    def build(b: Any, c: Any, n: Any) -> Any:
        b.fill_cache(c, n, batch_offset=0, result_type=[])
        return b.neg(c)

    check(machine, build, [cache, new], expected, writes_inputs=True, argument_types=["parameter", "input"])


def run_in_place(machine: Machine, build: Any, inputs: list[Array], expected: Array) -> None:
    """Runs a program that writes its first input and returns nothing, or a copy of what it wrote."""
    from ops_harness import compiled

    def with_reading(b: Any, cache: Any, *rest: Any) -> Any:
        assert build(b, cache, *rest) == ()
        return b.add(cache, b.zeros(shape=list(inputs[0].shape), dtype=cache.type.element_type))

    for program in (compiled(build_only(build), inputs), compiled(with_reading, inputs)):
        for mode in ("planned", "hooked", "reference"):
            given = [array.copy() for array in inputs]
            results = machine.run(program, given, mode)
            np.testing.assert_array_equal(exact(given[0]), exact(expected), err_msg=mode)
            for result in results:
                np.testing.assert_array_equal(exact(result), exact(expected), err_msg=f"{mode}, result")


def build_only(build: Any) -> Any:
    def body(b: Any, *arguments: Any) -> None:
        build(b, *arguments)

    return body
