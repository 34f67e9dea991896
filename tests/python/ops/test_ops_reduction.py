"""Reductions, scans, sorting and selection."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ops_harness import DTYPES, FLOATS, INTEGERS, Machine, check, exact, sum_error, values

DIMS: list[Any] = [None, [0], [1], [-1], [0, 1], [1, 2], [-2], [0, 2], [2, 0], [0, 1, 2]]


def axes(dims: list[int] | None) -> tuple[int, ...] | None:
    return None if dims is None else tuple(dims)


@pytest.mark.parametrize("keep_dim", [True, False])
@pytest.mark.parametrize("dims", DIMS, ids=str)
@pytest.mark.parametrize("name", ["sum", "mean", "max", "min"])
def test_dimensions(machine: Machine, name: str, dims: list[int] | None, keep_dim: bool) -> None:
    x = values((3, 5, 37), "f32", -4, 4, name)
    options = {"axis": axes(dims), "keepdims": keep_dim}
    expected = np.asarray(getattr(np, name)(exact(x), **options))
    bound: Any = 0.0
    if name in ("sum", "mean"):
        terms = x.size // expected.size
        bound = sum_error(np.abs(exact(x)).sum(**options), terms)
        bound = bound / terms if name == "mean" else bound
    check(machine, lambda b, a: getattr(b, name)(a, keep_dim=keep_dim, dim_arg=dims), [x], expected, absolute=bound)


@pytest.mark.parametrize("dtype", ["bf16", "f16"])
@pytest.mark.parametrize("dims", [[0], [-1], [0, 1]], ids=str)
@pytest.mark.parametrize("name", ["sum", "mean", "max", "min"])
def test_short_floats_are_summed_in_f32(machine: Machine, name: str, dims: list[int], dtype: str) -> None:
    x = values((3, 5, 137), dtype, -4, 4, name)
    expected = np.asarray(getattr(np, name)(exact(x), axis=axes(dims)))
    terms = x.size // expected.size
    bound = sum_error(np.abs(exact(x)).sum(axis=axes(dims)), terms)
    check(machine, lambda b, a: getattr(b, name)(a, keep_dim=False, dim_arg=dims), [x], expected, absolute=bound)


@pytest.mark.parametrize("dtype", INTEGERS)
@pytest.mark.parametrize("dims", [None, [1], [0, 2]], ids=str)
@pytest.mark.parametrize("name", ["sum", "max", "min", "prod"])
def test_integers(machine: Machine, name: str, dims: list[int] | None, dtype: str) -> None:
    x = values((2, 3, 4), dtype, 1, 4, name)
    if name != "prod" and dtype != "ui8":
        x *= 50
    options = {"dtype": DTYPES[dtype]} if name in ("sum", "prod") else {}  # these wrap
    expected = np.asarray(getattr(np, name)(x, axis=axes(dims), **options))
    check(machine, lambda b, a: getattr(b, name)(a, keep_dim=False, dim_arg=dims), [x], expected)


@pytest.mark.parametrize("keep_dim", [True, False])
@pytest.mark.parametrize("dims", DIMS, ids=str)
def test_prod(machine: Machine, dims: list[int] | None, keep_dim: bool) -> None:
    x = values((3, 2, 4), "f32", 0.5, 2)
    expected = np.asarray(np.prod(exact(x), axis=axes(dims), keepdims=keep_dim))
    check(machine, lambda b, a: b.prod(a, keep_dim=keep_dim, dim_arg=dims), [x], expected, roundings=3,
          ulps=x.size / expected.size)  # fmt: skip


@pytest.mark.parametrize("dtype", ["i1", "f32", "si32"])
@pytest.mark.parametrize("dims", [None, [0], [-1], [1, 2]], ids=str)
@pytest.mark.parametrize("keep_dim", [True, False])
def test_truth(machine: Machine, keep_dim: bool, dims: list[int] | None, dtype: str) -> None:
    x = values((3, 2, 4), dtype, -2, 2)
    x[0] = 1
    x[1, :, 2] = 0
    options: Any = {"axis": axes(dims), "keepdims": keep_dim}
    expected = [np.all(x != 0, **options), np.any(x != 0, **options)]
    wanted = [np.asarray(e) if dtype == "i1" else e.astype(DTYPES[dtype]) for e in expected]
    wanted = [exact(e) if dtype == "f32" else e for e in wanted]
    check(machine, lambda b, a: (b.reduce_and(a, keep_dim=keep_dim, dim_arg=dims), b.reduce_or(a, keep_dim=keep_dim, dim_arg=dims)),
          [x], wanted, dtype="f32")  # fmt: skip


def test_nan_wins(machine: Machine) -> None:
    x = np.array([[1, np.nan, 3], [4, 5, 6]], np.float32)
    for name in ("max", "min", "sum", "mean"):
        expected = getattr(np, name)(exact(x), axis=1)
        check(machine, lambda b, a, name=name: getattr(b, name)(a, keep_dim=False, dim_arg=[1]), [x], expected)


def test_max_of_infinities(machine: Machine) -> None:
    x = np.array([[-np.inf, -np.inf], [np.inf, 0]], np.float32)
    check(machine, lambda b, a: (b.max(a, keep_dim=False, dim_arg=[1]), b.min(a, keep_dim=False, dim_arg=[1])), [x],
          [exact(x).max(1), exact(x).min(1)])  # fmt: skip


@pytest.mark.parametrize("dtype", [*FLOATS, *INTEGERS])
@pytest.mark.parametrize("keep_dim", [True, False])
@pytest.mark.parametrize("dim", [0, 1, -1, None])
def test_argmax(machine: Machine, dim: int | None, keep_dim: bool, dtype: str) -> None:
    x = np.round(values((3, 4, 7), dtype, -3, 3))  # with equal ones: the first is found
    expected = np.asarray(np.argmax(exact(x), axis=dim, keepdims=keep_dim)).astype(np.int32)
    dims = None if dim is None else [dim]
    check(machine, lambda b, a: b.argmax(a, keep_dim=keep_dim, dim_arg=dims), [x], expected)


def test_argmax_of_other_dtype(machine: Machine) -> None:
    x = values((3, 40), "f32")
    check(machine, lambda b, a: b.argmax(a, keep_dim=False, dim_arg=[1], result_type=((3,), "ui32")), [x],
          np.argmax(x, axis=1).astype(np.uint32))  # fmt: skip


@pytest.mark.parametrize("dtype", [*FLOATS, "si32", "ui8"])
@pytest.mark.parametrize("dim", [0, 1, -1])
def test_cumulative(machine: Machine, dim: int, dtype: str) -> None:
    x = values((3, 4, 5), dtype, 1, 3)
    if dtype in FLOATS:
        expected: Any = [np.cumsum(exact(x), axis=dim), np.cumprod(exact(x), axis=dim)]
    else:
        expected = [np.cumsum(x, axis=dim, dtype=x.dtype), np.cumprod(x, axis=dim, dtype=x.dtype)]
    check(machine, lambda b, a: (b.cumsum(a, dim=dim), b.cumprod(a, dim=dim)), [x], expected, ulps=4)


@pytest.mark.parametrize("dtype", [*FLOATS, *INTEGERS])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("dim", [0, 1, -1])
def test_sort(machine: Machine, dim: int, descending: bool, dtype: str) -> None:
    x = np.round(values((3, 4, 9), dtype, -5, 5))
    order = np.argsort(-exact(x) if descending else exact(x), axis=dim, kind="stable")
    sorted_values = np.take_along_axis(x, order, axis=dim)
    check(machine, lambda b, a: b.sort(a, dim=dim, descending=descending, stable=True), [x],
          [exact(sorted_values) if dtype in FLOATS else sorted_values, order.astype(np.int32)], ulps=0)  # fmt: skip


@pytest.mark.parametrize("dtype", ["f32", "bf16", "si32"])
@pytest.mark.parametrize("largest", [False, True])
@pytest.mark.parametrize("dim", [0, 1, -1])
def test_topk(machine: Machine, dim: int, largest: bool, dtype: str) -> None:
    # All different, so that the choice is no matter of taste.
    x = np.random.default_rng(5).permutation(108).reshape(3, 4, 9).astype(DTYPES[dtype])
    order = np.argsort(-exact(x) if largest else exact(x), axis=dim, kind="stable").take(range(3), axis=dim)
    chosen = np.take_along_axis(x, order, axis=dim)
    check(machine, lambda b, a: b.topk(a, k=3, dim=dim, largest=largest, sorted=True), [x],
          [exact(chosen) if dtype in FLOATS else chosen, order.astype(np.int32)], ulps=0)  # fmt: skip


def test_mean_of_integers_is_truncated(machine: Machine) -> None:
    x = values((4, 6), "si32", 0, 90)
    check(
        machine, lambda b, a: b.mean(a, keep_dim=False, dim_arg=[1]), [x], np.trunc(exact(x).mean(1)).astype(np.int32)
    )


def test_sum_of_many(machine: Machine) -> None:
    x = values((2, 100000), "f32", 0, 1)
    bound = sum_error(exact(x).sum(1), 100000)
    check(machine, lambda b, a: b.sum(a, keep_dim=False, dim_arg=[1]), [x], exact(x).sum(1), absolute=bound)
