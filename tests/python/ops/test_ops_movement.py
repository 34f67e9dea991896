"""Ops that move elements: nothing is computed, so everything is exact, in every dtype."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ops_harness import DTYPES, Array, Build, Machine, check, exact, values

ALL = list(DTYPES)


def moves(machine: Machine, build: Build, inputs: list[Array], expected: Any, **options: Any) -> None:
    """`check` for results that are the inputs' elements."""
    wanted = expected if isinstance(expected, list) else [expected]
    wanted = [exact(array) if array.dtype.kind in "fV" else np.ascontiguousarray(array) for array in wanted]
    check(machine, build, inputs, wanted, ulps=0, roundings=0, **options)


@pytest.mark.parametrize("dtype", ALL)
def test_every_dtype(machine: Machine, dtype: str) -> None:
    x = values((2, 3, 4), dtype, -9, 9)
    moves(machine, lambda b, a: (b.reshape(a, shape=[6, 4]), b.permute(a, permutation=[2, 0, 1]), b.transpose(a, dim0=0, dim1=-1),
                                 b.broadcast(b.unsqueeze(a, dim=1), broadcast_dimensions=[1, 5, 1, 1]),
                                 b.repeat(a, repeat_dimensions=[2, 1, 3]), b.repeat_interleave(a, repeats=3, dim=1),
                                 b.slice_static(a, begins=[0, 1, 0], ends=[2, 3, 4], step=[1, 1, 2]), b.concat([a, a], dim=1)),
          [x], [x.reshape(6, 4), x.transpose(2, 0, 1), x.swapaxes(0, 2), np.broadcast_to(x[:, None], (2, 5, 3, 4)),
                np.tile(x, (2, 1, 3)), x.repeat(3, axis=1), x[:, 1:3, ::2], np.concatenate([x, x], axis=1)])  # fmt: skip


@pytest.mark.parametrize("shape", [[24], [-1], [4, 3, 2], [2, -1], [1, 24, 1], [2, 2, 2, 3]], ids=str)
def test_reshape(machine: Machine, shape: list[int]) -> None:
    x = values((2, 3, 4), "f32")
    moves(machine, lambda b, a: b.reshape(a, shape=shape), [x], x.reshape(shape))


def test_reshape_of_scalars(machine: Machine) -> None:
    x = values((), "f32")
    moves(
        machine,
        lambda b, a: (b.reshape(a, shape=[1, 1]), b.reshape(b.reshape(a, shape=[1]), shape=[])),
        [x],
        [x.reshape(1, 1), x],
    )


@pytest.mark.parametrize("dim", [0, 1, 2, 3, -1, -2, -4])
def test_unsqueeze_and_squeeze(machine: Machine, dim: int) -> None:
    x = values((2, 3, 4), "f32")
    expanded = np.expand_dims(x, dim)
    moves(machine, lambda b, a: b.unsqueeze(a, dim=dim), [x], expanded)
    moves(machine, lambda b, a: b.squeeze(a, dim=dim), [expanded], x)


@pytest.mark.parametrize(
    "permutation", [(0, 1, 2, 3), (0, 2, 1, 3), (0, 1, 3, 2), (3, 2, 1, 0), (1, 3, 0, 2), (0, 3, 1, 2)], ids=str
)
@pytest.mark.parametrize("dtype", ["f32", "bf16", "ui8"])
def test_permute(machine: Machine, permutation: tuple[int, ...], dtype: str) -> None:
    x = values((3, 5, 17, 9), dtype)
    moves(machine, lambda b, a: b.permute(a, permutation=permutation), [x], x.transpose(permutation))


def test_a_tall_transposition(machine: Machine) -> None:
    x = values((1000, 70), "f32")
    moves(machine, lambda b, a: b.transpose(a, dim0=-2, dim1=-1), [x], x.T)


@pytest.mark.parametrize("dimensions", [[0], [-1], [0, 2], [2, 1, 0]], ids=str)
@pytest.mark.parametrize("dtype", ["f32", "si32", "i1"])
def test_reverse(machine: Machine, dimensions: list[int], dtype: str) -> None:
    x = values((2, 3, 4), dtype)
    moves(machine, lambda b, a: b.reverse(a, dimensions=dimensions), [x], np.flip(x, dimensions))


@pytest.mark.parametrize(("pattern", "expected"), [
    ("b h w c -> b (h w) c", lambda x: x.reshape(2, 12, 5)),
    ("b h w c -> b c h w", lambda x: x.transpose(0, 3, 1, 2)),
    ("b h w c -> (b h) (w c)", lambda x: x.reshape(6, 20)),
    ("b h w c -> (c b) w h", lambda x: x.transpose(3, 0, 2, 1).reshape(10, 4, 3)),
])  # fmt: skip
def test_rearrange(machine: Machine, pattern: str, expected: Any) -> None:
    x = values((2, 3, 4, 5), "f32")
    moves(machine, lambda b, a: b.rearrange(a, pattern=pattern), [x], expected(x))


@pytest.mark.parametrize("dim", [0, 1, -1, -3])
@pytest.mark.parametrize("dtype", ["f32", "bf16", "si32"])
def test_concat(machine: Machine, dim: int, dtype: str) -> None:
    shapes = [[2, 3, 4] for _ in range(3)]
    shapes[1][dim], shapes[2][dim] = 1, 5
    parts = [values(shape, dtype, -9, 9, i) for i, shape in enumerate(shapes)]
    moves(machine, lambda b, *a: b.concat(list(a), dim=dim), parts, np.concatenate(parts, axis=dim))


def test_concat_of_one_and_of_the_same(machine: Machine) -> None:
    x = values((2, 3), "f32")
    moves(machine, lambda b, a: (b.concat([a], dim=0), b.concat([a, a, a], dim=-1)), [x], [x, np.tile(x, (1, 3))])


SLICES: list[tuple[list[int], list[int], list[int], tuple[slice, ...]]] = [
    ([0, 0, 0], [4, 6, 8], [1, 1, 1], (slice(None),) * 3),
    ([1, 2, 3], [3, 5, 8], [1, 1, 1], (slice(1, 3), slice(2, 5), slice(3, 8))),
    ([0, 1, 0], [4, 6, 8], [2, 3, 5], (slice(0, 4, 2), slice(1, 6, 3), slice(0, 8, 5))),
    ([-3, 0, -4], [-1, 6, 8], [1, 1, 1], (slice(-3, -1), slice(None), slice(-4, None))),
    ([3, 5, 7], [0, 0, 1], [-1, -2, -3], (slice(3, 0, -1), slice(5, 0, -2), slice(7, 1, -3))),
    ([0, 0, 0], [1, 1, 1], [1, 1, 1], (slice(0, 1),) * 3),
]


@pytest.mark.parametrize("slices", SLICES, ids=lambda s: str(s[:3]))
@pytest.mark.parametrize("dtype", ["f32", "f16", "ui8"])
def test_slice_static(machine: Machine, slices: Any, dtype: str) -> None:
    begins, ends, step, expected = slices
    x = values((4, 6, 8), dtype)
    moves(machine, lambda b, a: b.slice_static(a, begins=begins, ends=ends, step=step), [x], x[expected])


def test_slice_dynamic(machine: Machine) -> None:
    x = values((4, 6, 8), "f32")
    begins, ends = np.array([1, 0, 3], np.int32), np.array([3, 6, 7], np.int32)
    moves(
        machine,
        lambda b, a, s, e: b.slice_dynamic(a, s, e, result_type=((2, 6, 4), "f32")),
        [x, begins, ends],
        x[1:3, :, 3:7],
    )
    moves(machine, lambda b, a, s, e: b.slice_dynamic(a, s, e, step=[1, 2, 1], result_type=((2, 3, 4), "f32")), [x, begins, ends],
          x[1:3, ::2, 3:7])  # fmt: skip


@pytest.mark.parametrize("dim", [0, 1, -1])
def test_index(machine: Machine, dim: int) -> None:
    x = values((6, 7, 8), "f32")
    moves(machine, lambda b, a: b.index(a, dim=dim, begin=1, end=6, step=2), [x], np.take(x, [1, 3, 5], axis=dim))


@pytest.mark.parametrize("dim", [0, 1, -1])
def test_index_select(machine: Machine, dim: int) -> None:
    x = values((9, 9, 9), "f32")
    moves(
        machine,
        lambda b, a: b.index_select(a, dim=dim, begin=1, length=2, stride=3),
        [x],
        np.take(x, [1, 2, 4, 5, 7, 8], axis=dim),
    )
    moves(machine, lambda b, a: b.index_select(a, dim=dim, begin=3, length=4), [x], np.take(x, [3, 4, 5, 6], axis=dim))


@pytest.mark.parametrize("dtype", ALL)
@pytest.mark.parametrize("padding", [[0, 0, 0, 0, 0, 0], [1, 0, 0, 2, 3, 1], [0, 0, 0, 0, 0, 5]], ids=str)
def test_pad(machine: Machine, padding: list[int], dtype: str) -> None:
    x = values((2, 3, 4), dtype, 0, 9)
    value = 1.0 if dtype == "i1" else 2.0
    pairs = list(zip(padding[::2], padding[1::2], strict=True))
    moves(
        machine,
        lambda b, a: b.pad(a, padding=padding, value=value),
        [x],
        np.pad(x, pairs, constant_values=DTYPES[dtype].type(value)),
    )


def test_pad_with_infinity(machine: Machine) -> None:
    x = values((2, 3), "f32")
    expected = np.pad(x, ((0, 0), (1, 1)), constant_values=-np.inf)
    moves(machine, lambda b, a: b.pad(a, padding=[0, 0, 1, 1], value=float("-inf")), [x], expected)


@pytest.mark.parametrize("dimension", [0, 2])
def test_get_dimension_size(machine: Machine, dimension: int) -> None:
    x = values((4, 5, 6), "f32")
    check(
        machine,
        lambda b, a: b.get_dimension_size(a, dimension=dimension),
        [x],
        np.array([x.shape[dimension]], np.uint32),
    )


@pytest.mark.parametrize("dim", [0, 1, -1])
@pytest.mark.parametrize("index_dtype", ["si32", "ui32", "ui16"])
@pytest.mark.parametrize("dtype", ["f32", "bf16", "si32", "i1"])
def test_gather(machine: Machine, dtype: str, index_dtype: str, dim: int) -> None:
    x = values((4, 5, 6), dtype, -9, 9)
    shape = [3, 4, 5]
    shape[dim] = 7
    index = values(shape, index_dtype, 0, 4)
    expected = np.take_along_axis(x[tuple(slice(0, s) if d != dim % 3 else slice(None) for d, s in enumerate(shape))],
                                  index.astype(np.int64), axis=dim)  # fmt: skip
    moves(machine, lambda b, a, i: b.gather(a, i, dim=dim), [x, index], expected, dtype=dtype)


@pytest.mark.parametrize("dim", [0, 1, -1])
@pytest.mark.parametrize("dtype", ["f32", "si32"])
def test_scatter(machine: Machine, dtype: str, dim: int) -> None:
    x, source = values((4, 5, 6), dtype, -9, 9, "x"), values((3, 3, 3), dtype, -9, 9, "s")
    index = np.argsort(values((3, 3, 3), "f32", 0, 1, "i"), axis=dim).astype(np.int32)  # no place twice
    replaced, summed = x.copy(), x.copy()
    for place in np.ndindex(3, 3, 3):
        to = list(place)
        to[dim] = index[place]
        replaced[tuple(to)] = source[place]
        summed[tuple(to)] = x[tuple(to)] + source[place]
    moves(machine, lambda b, a, i, s: (b.scatter(a, i, s, dim=dim, scatter_reduce_type="invalid"),
                                       b.scatter(a, i, s, dim=dim, scatter_reduce_type="sum")),
          [x, index, source], [replaced, summed])  # fmt: skip


@pytest.mark.parametrize("dtype", ["f32", "bf16", "f16"])
@pytest.mark.parametrize("index_dtype", ["si32", "ui32", "ui16", "ui8"])
@pytest.mark.parametrize("shape", [(7,), (2, 5), (2, 3, 2)], ids=str)
@pytest.mark.parametrize("constant", [False, True])
def test_embedding(machine: Machine, constant: bool, shape: tuple[int, ...], index_dtype: str, dtype: str) -> None:
    ids, table = values(shape, index_dtype, 0, 11), values((11, 16), dtype, -9, 9)
    moves(machine, lambda b, i, t: b.embedding(i, t), [ids, table], table[ids.astype(np.int64)], dtype=dtype,
          argument_types=["input", "parameter" if constant else "input"])  # fmt: skip


def test_embedding_of_a_table_with_leading_dimensions(machine: Machine) -> None:
    ids, table = values((2, 5), "ui32", 0, 11), values((1, 1, 11, 16), "f32")
    moves(machine, lambda b, i, t: b.embedding(i, t), [ids, table], table[0, 0][ids], dtype="f32")


def test_embedding_backward(machine: Machine) -> None:
    ids, table, gradient = values((2, 5), "ui32", 0, 4), values((4, 8), "f32"), values((2, 5, 8), "f32", -4, 4, "g")
    expected = np.zeros((4, 8))
    np.add.at(expected, ids, exact(gradient))
    check(machine, lambda b, i, t, g: b.embedding_backward(i, t, g), [ids, table, gradient], expected, dtype="f32",
          absolute=11 * 40 * 2**-24)  # fmt: skip


def test_an_index_out_of_range_is_reported_with_its_place(machine: Machine) -> None:
    from ops_harness import compiled

    ids, table = np.array([0, 11], np.uint32), values((11, 16), "f32")
    program = compiled(lambda b, i, t: b.embedding(i, t), [ids, table])
    for mode in ("planned", "hooked", "reference"):
        with pytest.raises(RuntimeError, match=r"ttnn\.embedding at .*test_ops_movement\.py.*11") as caught:
            machine.run(program, [ids, table], mode)
        assert "\n" not in str(caught.value)


def test_moves_in_a_row(machine: Machine) -> None:
    x = values((2, 3, 4, 5), "f32")

    def build(b: Any, a: Any) -> Any:
        a = b.permute(a, permutation=[0, 2, 1, 3])
        a = b.reshape(a, shape=[8, 15])
        a = b.transpose(a, dim0=0, dim1=1)
        a = b.slice_static(a, begins=[3, 0], ends=[15, 8], step=[3, 2])
        return b.concat([a, b.reverse(a, dimensions=[1])], dim=0)

    y = x.transpose(0, 2, 1, 3).reshape(8, 15).T[3:15:3, 0:8:2]
    moves(machine, build, [x], np.concatenate([y, y[:, ::-1]]))
