"""Matrix products: shapes, transpositions, dtypes, bias, activations, constant and computed operands."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ops_harness import DTYPES, FLOATS, Array, Machine, check, exact, sum_error, values

SHAPES: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
    ((5, 7), (7, 11)),
    ((1, 7), (7, 1)),
    ((3, 5, 7), (7, 11)),
    ((3, 5, 7), (3, 7, 11)),
    ((2, 1, 5, 7), (3, 7, 11)),
    ((2, 3, 5, 7), (2, 3, 7, 11)),
    ((5, 7), (3, 7, 11)),
    ((7,), (7, 11)),
    ((5, 7), (7,)),
    ((7,), (7,)),
    ((3, 5, 7), (7,)),
    ((7,), (3, 7, 11)),
    ((130, 65), (65, 97)),
]


def bound(x: Array, y: Array) -> Any:
    """Of the error of x @ y, summed in f32."""
    return sum_error(np.abs(exact(x)) @ np.abs(exact(y)), x.shape[-1])


@pytest.mark.parametrize("types", [["input", "input"], ["input", "parameter"]], ids=["computed", "constant"])
@pytest.mark.parametrize("shapes", SHAPES, ids=str)
def test_shapes(machine: Machine, shapes: tuple[tuple[int, ...], tuple[int, ...]], types: list[str]) -> None:
    x, y = values(shapes[0], "f32", -2, 2, "x"), values(shapes[1], "f32", -2, 2, "y")
    expected = np.asarray(exact(x) @ exact(y))
    check(machine, lambda b, a, c: b.matmul(a, c), [x, y], expected, absolute=bound(x, y), argument_types=types)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("constant", [False, True])
@pytest.mark.parametrize("transpose_b", [False, True])
@pytest.mark.parametrize("transpose_a", [False, True])
@pytest.mark.parametrize("batch", [(), (3,)])
def test_transpositions(
    machine: Machine, batch: tuple[int, ...], transpose_a: bool, transpose_b: bool, constant: bool, dtype: str
) -> None:
    x, y = values((*batch, 33, 20), dtype, -2, 2, "x"), values((*batch, 20, 37), dtype, -2, 2, "y")
    expected, error = exact(x) @ exact(y), bound(x, y)
    given = [
        np.ascontiguousarray(np.swapaxes(array, -1, -2)) if transpose else array
        for array, transpose in ((x, transpose_a), (y, transpose_b))
    ]
    check(machine, lambda b, a, c: b.matmul(a, c, transpose_a=transpose_a, transpose_b=transpose_b), given, expected,
          absolute=error, argument_types=["input", "parameter" if constant else "input"])  # fmt: skip


@pytest.mark.parametrize("dtype", ["si32", "ui32", "ui16", "ui8"])
def test_integers(machine: Machine, dtype: str) -> None:
    x, y = values((3, 5, 7), dtype, -9, 9, "x"), values((7, 11), dtype, -9, 9, "y")
    check(
        machine, lambda b, a, c: b.matmul(a, c), [x, y], (x.astype(np.int64) @ y.astype(np.int64)).astype(DTYPES[dtype])
    )


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("bias_shape", [(11,), (1, 11), (1,), (5, 11), (3, 1, 11), (3, 5, 1)], ids=str)
@pytest.mark.parametrize("constant", [False, True])
def test_linear(machine: Machine, constant: bool, bias_shape: tuple[int, ...], dtype: str) -> None:
    x, w, c = (
        values((3, 5, 7), dtype, -2, 2, "x"),
        values((11, 7), dtype, -2, 2, "w"),
        values(bias_shape, dtype, -2, 2, "c"),
    )
    expected = exact(x) @ exact(w).T + exact(c)
    error = sum_error(np.abs(exact(x)) @ np.abs(exact(w)).T + np.abs(exact(c)), 8)
    kind = "parameter" if constant else "input"
    check(machine, lambda b, *a: b.linear(*a, transpose_b=True), [x, w, c], expected, absolute=error,
          argument_types=["input", kind, kind])  # fmt: skip


@pytest.mark.parametrize("a_shape", [(7,), (5, 7)], ids=str)
def test_linear_with_a_vector(machine: Machine, a_shape: tuple[int, ...]) -> None:
    x, w = values(a_shape, "f32", -2, 2, "x"), values((7, 11), "f32", -2, 2, "w")
    c = values((11,), "f32", -2, 2, "c")
    error = sum_error(np.abs(exact(x)) @ np.abs(exact(w)) + np.abs(exact(c)), 8)
    check(machine, lambda b, *a: b.linear(*a), [x, w, c], exact(x) @ exact(w) + exact(c), absolute=error)
    check(machine, lambda b, *a: b.linear(*a), [x, w], exact(x) @ exact(w), absolute=error)


@pytest.mark.parametrize("dims", [
    ((2, 4, 8), (2, 8, 16), [0], [2], [0], [1]),
    ((2, 4, 8), (2, 16, 8), [0], [2], [0], [2]),
    ((4, 8), (8, 5), [], [1], [], [0]),
    ((4, 2, 8), (8, 2, 5), [1], [2], [1], [0]),
    ((2, 3, 4, 5), (4, 3, 5, 2, 6), [0, 1], [2, 3], [3, 1], [0, 2]),
    ((3, 4), (3, 4), [], [0, 1], [], [0, 1]),
    ((3,), (4,), [], [], [], []),
], ids=str)  # fmt: skip
def test_dot_general(machine: Machine, dims: tuple[Any, ...]) -> None:
    left, right, batch_l, contract_l, batch_r, contract_r = dims
    x, y = values(left, "f32", -2, 2, "x"), values(right, "f32", -2, 2, "y")
    letters = iter("abcdefghijklmnop")
    lhs = [next(letters) for _ in left]
    rhs = [next(letters) for _ in right]
    for i, j in zip([*batch_l, *contract_l], [*batch_r, *contract_r], strict=True):
        rhs[j] = lhs[i]
    out = [lhs[i] for i in batch_l]
    out += [letter for i, letter in enumerate(lhs) if i not in (*batch_l, *contract_l)]
    out += [letter for j, letter in enumerate(rhs) if j not in (*batch_r, *contract_r)]
    formula = f"{''.join(lhs)},{''.join(rhs)}->{''.join(out)}"
    expected = np.einsum(formula, exact(x), exact(y))
    terms = int(np.prod([left[i] for i in contract_l]))
    error = sum_error(np.einsum(formula, np.abs(exact(x)), np.abs(exact(y))), terms)
    check(machine, lambda b, a, c: b.dot_general(a, c, batch_dims_lhs=batch_l, contract_dims_lhs=contract_l,
                                                 batch_dims_rhs=batch_r, contract_dims_rhs=contract_r),
          [x, y], np.asarray(expected), absolute=error)  # fmt: skip


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("activation", ["relu", "gelu", "silu", "tanh", "sigmoid"])
def test_fused_activation(machine: Machine, activation: str, dtype: str) -> None:
    """linear and its activation become one op; no slope of these is above 1.13."""
    from test_ops_unary import FLOAT_OPS

    x, w = values((9, 32), dtype, -1, 1, "x"), values((20, 32), dtype, -1, 1, "w")
    c = values((20,), dtype, -1, 1, "c")
    product = exact(x) @ exact(w).T + exact(c)
    error = sum_error(np.abs(exact(x)) @ np.abs(exact(w)).T + np.abs(exact(c)), 33)
    error = 1.13 * (error + np.abs(product) * float(np.ldexp(1.0, {"f32": -24, "bf16": -8, "f16": -11}[dtype])))
    check(machine, lambda b, *a: getattr(b, activation)(b.linear(*a, transpose_b=True)), [x, w, c],
          FLOAT_OPS[activation][0](product), ulps=6, absolute=error, argument_types=["input", "parameter", "parameter"])  # fmt: skip


def test_a_product_with_itself(machine: Machine) -> None:
    x = values((9, 9), "f32")
    check(machine, lambda b, a: b.matmul(a, a), [x], exact(x) @ exact(x), absolute=bound(x, x))
