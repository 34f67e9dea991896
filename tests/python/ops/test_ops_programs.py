"""Random programs of many ops: whatever memory the plan reuses, the results are those of numpy.

Elements are small whole numbers, which every dtype here holds and adds exactly, so that results must be equal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from ops_harness import DTYPES, FLOATS, Array, Machine, check, exact

LIMIT = 20  # products of two such numbers are below 2**8, and exact in bf16 when they are clamped at once
Value = tuple[Any, Array]


class Programs:
    """Makes a program with the builder and, at the same time, its results with numpy."""

    def __init__(self, seed: int, dtype: str) -> None:
        self.random = np.random.default_rng(seed)
        self.dtype = dtype

    def pick(self, items: list[Any]) -> Any:
        return items[self.random.integers(len(items))]

    def clamped(self, b: Any, value: Value) -> Value:
        low = 0 if self.dtype.startswith("ui") else -LIMIT
        return b.clamp_scalar(value[0], min=low, max=LIMIT), np.clip(value[1], low, LIMIT)

    def unary(self, b: Any, a: Value) -> Value:
        name, formula = self.pick([("abs", np.abs), ("relu", lambda x: np.maximum(x, 0)), ("sign", np.sign)])
        return getattr(b, name)(a[0]), formula(a[1])

    def binary(self, b: Any, a: Value, c: Value) -> Value:
        name, formula = self.pick([("add", np.add), ("maximum", np.maximum), ("minimum", np.minimum)])
        return self.clamped(b, (getattr(b, name)(a[0], c[0]), formula(a[1], c[1])))

    def move(self, b: Any, a: Value) -> Value:
        value, array = a
        rank = array.ndim
        kind = self.random.integers(6)
        dim = int(self.random.integers(rank))
        if kind == 0:
            order = self.random.permutation(rank).tolist()
            return b.permute(value, permutation=order), array.transpose(order)
        if kind == 1:
            shape = [array.shape[0], -1] if rank > 2 else [1, *array.shape]
            return b.reshape(value, shape=shape), array.reshape(shape)
        if kind == 2 and array.shape[dim] > 1:
            begins, ends = [0] * rank, list(array.shape)
            begins[dim], ends[dim] = 1, array.shape[dim]
            return b.slice_static(value, begins=begins, ends=ends, step=[1] * rank), np.take(
                array, range(1, ends[dim]), dim
            )
        if kind == 3 and array.size < 2000:
            return b.concat([value, value], dim=dim), np.concatenate([array, array], axis=dim)
        if kind == 4:
            return b.max(value, keep_dim=True, dim_arg=[dim]), array.max(dim, keepdims=True)
        return b.reverse(value, dimensions=[dim]), np.flip(array, dim)

    def build(self, b: Any, arguments: list[Any], inputs: list[Array], steps: int) -> tuple[list[Any], list[Array]]:
        made: list[Value] = list(zip(arguments, inputs, strict=True))
        for _ in range(steps):
            a = self.pick(made)
            others = [c for c in made if broadcasts(a[1], c[1])]
            makers: list[Callable[[], Value]] = [
                lambda a=a: self.unary(b, a),
                lambda a=a: self.move(b, a),
                lambda a=a, others=others: self.binary(b, a, self.pick(others)),
                lambda a=a, others=others: self.binary(b, a, self.pick(others)),
            ]
            made.append(self.pick(makers)())
        chosen = [made[-1], *(self.pick(made) for _ in range(3))]
        return [value for value, _ in chosen], [array for _, array in chosen]


def broadcasts(a: Array, b: Array) -> bool:
    try:
        return np.broadcast(a, b).size < 4000
    except ValueError:
        return False


@pytest.mark.parametrize("dtype", ["f32", "bf16", "si32", "ui8"])
@pytest.mark.parametrize("seed", range(20))
def test_random_programs(machine: Machine, seed: int, dtype: str) -> None:
    random = np.random.default_rng(1000 + seed)
    shapes = [(3, 1, 7), (5, 7), (7,), (3, 5, 7)]
    inputs = [random.integers(0, LIMIT, shape).astype(DTYPES[dtype]) for shape in shapes]
    exactly = [exact(array) if dtype in FLOATS else array for array in inputs]
    kinds = [str(random.choice(["input", "parameter"])) for _ in shapes]
    expected: list[Array] = []

    def build(b: Any, *arguments: Any) -> Any:
        values, arrays = Programs(seed, dtype).build(b, list(arguments), exactly, steps=30)
        expected[:] = arrays
        return values

    def contiguous() -> list[Array]:
        return [np.ascontiguousarray(array).reshape(array.shape) for array in expected]

    from ops_harness import compiled

    compiled(build, inputs)  # fills `expected`
    check(machine, build, inputs, contiguous(), dtype=dtype, ulps=0, roundings=0, argument_types=kinds)


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0), (2, 0, 4)], ids=str)
def test_no_elements(machine: Machine, shape: tuple[int, ...]) -> None:
    x = np.zeros(shape, np.float32)
    check(machine, lambda b, a: (b.exp(b.add(a, a)), b.transpose(a, dim0=0, dim1=-1), b.concat([a, a], dim=0)), [x],
          [exact(x), exact(x).swapaxes(0, -1), np.concatenate([exact(x)] * 2)])  # fmt: skip


def test_products_and_sums_of_no_elements(machine: Machine) -> None:
    x, y = np.zeros((3, 0), np.float32), np.zeros((0, 4), np.float32)
    check(
        machine,
        lambda b, a, c: (b.matmul(a, c), b.sum(a, keep_dim=False, dim_arg=[1])),
        [x, y],
        [np.zeros((3, 4)), np.zeros(3)],
    )
