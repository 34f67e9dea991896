"""Elementwise ops on two and three tensors, in every dtype, with broadcasting."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from ops_harness import DTYPES, FLOATS, INTEGERS, Array, Machine, check, exact, values

from ttmlir.golden.elementwise import truncating_division

Formula = Callable[[Array, Array], Array]

# name: (formula, range of the first operand, range of the second, ulps).
FLOAT_OPS: dict[str, tuple[Formula, tuple[float, float], tuple[float, float], float]] = {
    "add": (np.add, (-4, 4), (-4, 4), 1),
    "atan2": (np.arctan2, (-4, 4), (-4, 4), 1),
    "div": (np.divide, (-4, 4), (0.5, 4), 1),
    "maximum": (np.maximum, (-4, 4), (-4, 4), 0),
    "minimum": (np.minimum, (-4, 4), (-4, 4), 0),
    "multiply": (np.multiply, (-4, 4), (-4, 4), 1),
    "pow": (np.power, (0.1, 4), (-3, 3), 1),
    "remainder": (np.fmod, (-9, 9), (-4, 4), 0),
    "subtract": (np.subtract, (-4, 4), (-4, 4), 1),
}


INTEGER_OPS: dict[str, Formula] = {
    "add": np.add,
    "bitwise_and": np.bitwise_and,
    "bitwise_or": np.bitwise_or,
    "bitwise_xor": np.bitwise_xor,
    "div": truncating_division,
    "maximum": np.maximum,
    "minimum": np.minimum,
    "multiply": np.multiply,
    "remainder": np.fmod,
    "subtract": np.subtract,
}
COMPARISONS: dict[str, Formula] = {
    "eq": np.equal,
    "ge": np.greater_equal,
    "gt": np.greater,
    "le": np.less_equal,
    "lt": np.less,
    "ne": np.not_equal,
    "logical_and": np.logical_and,
    "logical_or": np.logical_or,
    "logical_xor": np.logical_xor,
}
SHAPES = [
    ((3, 5, 7), (3, 5, 7)),
    ((3, 5, 7), (7,)),
    ((3, 5, 7), (3, 1, 7)),
    ((3, 1, 7), (5, 1)),
    ((7,), (2, 3, 7)),
    ((3, 5, 7), ()),
    ((), ()),
    ((2, 1, 4, 1), (3, 1, 5)),
    ((2, 3, 4, 1, 5), (1, 3, 1, 6, 1)),
]


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", FLOAT_OPS)
def test_float(machine: Machine, name: str, dtype: str) -> None:
    formula, left, right, ulps = FLOAT_OPS[name]
    x, y = values((4, 1, 67), dtype, *left, "x"), values((5, 67), dtype, *right, "y")
    # The remainder of numbers of one dtype has no more bits than they have: it is exact.
    check(machine, lambda b, a, c: getattr(b, name)(a, c), [x, y], formula(exact(x), exact(y)), ulps=ulps)


@pytest.mark.parametrize("shapes", SHAPES, ids=str)
@pytest.mark.parametrize("name", ["subtract", "div", "maximum", "pow", "gt"])
def test_broadcasting(machine: Machine, name: str, shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    x, y = values(shapes[0], "f32", 0.5, 4, "x"), values(shapes[1], "f32", 0.5, 4, "y")
    formula = COMPARISONS[name] if name in COMPARISONS else FLOAT_OPS[name][0]
    check(machine, lambda b, a, c: getattr(b, name)(a, c), [x, y], np.asarray(formula(exact(x), exact(y))), ulps=1)


@pytest.mark.parametrize("dtype", INTEGERS)
@pytest.mark.parametrize("name", INTEGER_OPS)
def test_integer(machine: Machine, name: str, dtype: str) -> None:
    limits = np.iinfo(DTYPES[dtype])
    x = np.concatenate([values((40,), dtype, -100, 100, "x"), np.array([0, 1, limits.max], DTYPES[dtype])])
    y = values((5, 1), dtype, 1, 9, "y")
    if dtype == "si32":
        y[::2] *= -1
    with np.errstate(over="ignore"):
        expected = INTEGER_OPS[name](x, y)
    check(machine, lambda b, a, c: getattr(b, name)(a, c), [x, y], expected)


def test_power_of_integers(machine: Machine) -> None:
    x, y = values((6, 5), "si32", -5, 5, "x"), values((5,), "si32", 0, 6, "y")
    check(machine, lambda b, a, c: b.pow(a, c), [x, y], np.power(x, y))


@pytest.mark.parametrize("dtype", [*FLOATS, *INTEGERS, "i1"])
@pytest.mark.parametrize("name", COMPARISONS)
def test_comparison(machine: Machine, name: str, dtype: str) -> None:
    x, y = values((6, 9), dtype, -2, 2, "x"), values((9,), dtype, -2, 2, "y")
    if dtype in FLOATS:  # some are equal, some zero, some not comparable
        x, y = np.round(x), np.round(y)
        x[0, 0] = np.nan
        y[1] = np.nan
        x[2, :3] = [-0.0, np.inf, -np.inf]
    with np.errstate(invalid="ignore"):
        expected = COMPARISONS[name](exact(x), exact(y))
    check(machine, lambda b, a, c: getattr(b, name)(a, c), [x, y], expected)


def test_large_integers_are_compared_exactly(machine: Machine) -> None:
    x = np.array([2**31 - 1, 2**31 - 2, 2**24 + 1, -(2**31)], np.int32)
    y = np.array([2**31 - 2, 2**31 - 2, 2**24, -(2**31) + 1], np.int32)
    check(machine, lambda b, a, c: (b.gt(a, c), b.eq(a, c), b.maximum(a, c)), [x, y], [x > y, x == y, np.maximum(x, y)])
    u, v = x.view(np.uint32), y.view(np.uint32)
    check(machine, lambda b, a, c: (b.gt(a, c), b.maximum(a, c)), [u, v], [u > v, np.maximum(u, v)])


@pytest.mark.parametrize("dtype", FLOATS)
def test_comparison_can_give_numbers(machine: Machine, dtype: str) -> None:
    x, y = values((6, 9), dtype, -2, 2, "x"), values((9,), dtype, -2, 2, "y")
    check(machine, lambda b, a, c: b.lt(a, c, result_type=((6, 9), dtype)), [x, y], exact(exact(x) < exact(y)))


@pytest.mark.parametrize("name", ["bitwise_and", "bitwise_or", "bitwise_xor"])
def test_bits_of_truth_values(machine: Machine, name: str) -> None:
    x, y = values((6, 9), "i1", 0, 1, "x"), values((9,), "i1", 0, 1, "y")
    check(machine, lambda b, a, c: getattr(b, name)(a, c), [x, y], INTEGER_OPS[name](x, y))


@pytest.mark.parametrize("dtype", INTEGERS)
def test_shifts(machine: Machine, dtype: str) -> None:
    width = DTYPES[dtype].itemsize * 8
    info = np.iinfo(DTYPES[dtype])
    x = np.array([0, 1, 5, info.max, info.max // 3, info.min], DTYPES[dtype])[:, None]
    amounts = np.array([0, 1, 3, width - 1, width, width + 3], DTYPES[dtype])
    unsigned = x.astype(np.uint64) & np.uint64(2**width - 1)
    inside = amounts < width
    by = np.where(inside, amounts, 0).astype(np.uint64)

    def narrowed(wide: Array) -> Array:
        return np.where(inside, wide, np.uint64(0)).astype(np.uint64).astype(f"u{width // 8}").view(DTYPES[dtype])

    left, logical = narrowed(unsigned << by), narrowed(unsigned >> by)
    arithmetic = (x.astype(np.int64) >> np.minimum(amounts, width).astype(np.int64)).astype(DTYPES[dtype])
    check(machine, lambda b, a, c: (b.logical_left_shift(a, c), b.logical_right_shift(a, c), b.right_shift(a, c)),
          [x, amounts], [left, logical, arithmetic])  # fmt: skip


def test_special_values(machine: Machine) -> None:
    inf, nan = np.inf, np.nan
    x = np.array([nan, 1, nan, inf, -inf, 0.0, 1, -1, inf], np.float32)
    y = np.array([1, nan, nan, -inf, 2, 0.0, 0, 0.0, inf], np.float32)
    ops = ["add", "subtract", "multiply", "div", "maximum", "minimum"]
    with np.errstate(all="ignore"):
        expected = [FLOAT_OPS[name][0](exact(x), exact(y)) for name in ops]
    check(machine, lambda b, a, c: [getattr(b, name)(a, c) for name in ops], [x, y], expected)


@pytest.mark.parametrize("dtype", FLOATS)
def test_mixed_dtypes(machine: Machine, dtype: str) -> None:
    """A program may mix floating-point types; the result is of the one that is asked for."""
    x, y = values((4, 9), dtype, -4, 4, "x"), values((9,), "f32", -4, 4, "y")
    check(machine, lambda b, a, c: b.add(a, c, result_type=((4, 9), "f32")), [x, y], exact(x) + exact(y), dtype="f32")


@pytest.mark.parametrize("approximate", ["none", "tanh"])
def test_gelu_backward(machine: Machine, approximate: str) -> None:
    gradient, x = values((4, 9), "f32", -4, 4, "g"), values((4, 9), "f32", -4, 4, "x")
    g, v = exact(gradient), exact(x)
    step = 1e-6  # the derivative by central differences: an error below 1e-9 for values of this size

    def gelu(t: Array) -> Array:
        from test_ops_unary import erfc

        if approximate == "none":
            return 0.5 * t * erfc(-t / np.sqrt(2))
        return 0.5 * t * (1 + np.tanh(np.sqrt(2 / np.pi) * (t + 0.044715 * t**3)))

    expected = g * (gelu(v + step) - gelu(v - step)) / (2 * step)
    check(machine, lambda b, a, c: b.gelu_bw(a, c, approximate=approximate), [gradient, x], expected, absolute=4e-9)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("condition", ["i1", "f32", "si32"])
def test_where(machine: Machine, condition: str, dtype: str) -> None:
    c = values((4, 1, 9), condition, -1, 2, "c")
    c.reshape(-1)[:3] = 0
    x, y = values((5, 9), dtype, -9, 9, "x"), values((1, 1), dtype, -9, 9, "y")
    expected = np.where(exact(c) != 0, x, y)
    check(machine, lambda b, *a: b.where(*a), [c, x, y], exact(expected) if dtype in FLOATS else expected,
          dtype=dtype, ulps=0)  # fmt: skip


def test_where_takes_no_notice_of_the_other_value(machine: Machine) -> None:
    c = np.array([True, False])
    x, y = np.array([1, np.nan], np.float32), np.array([np.nan, 2], np.float32)
    check(machine, lambda b, *a: b.where(*a), [c, x, y], np.array([1.0, 2.0]), dtype="f32")


@pytest.mark.parametrize("dtype", [*FLOATS, "si32", "ui8"])
def test_clamp_tensor(machine: Machine, dtype: str) -> None:
    x, low, high = values((4, 9), dtype, -9, 9, "x"), values((9,), dtype, 0, 3, "l"), values((4, 1), dtype, 3, 6, "h")
    expected = np.minimum(np.maximum(x, low), high)
    check(
        machine,
        lambda b, *a: b.clamp_tensor(*a),
        [x, low, high],
        exact(expected) if dtype in FLOATS else expected,
        ulps=0,
    )


def test_one_input_used_twice(machine: Machine) -> None:
    x = values((4, 9), "f32")
    check(machine, lambda b, a: (b.subtract(a, a), b.multiply(a, a)), [x], [exact(x) * 0, exact(x) ** 2])


def test_a_chain_is_rounded_once_for_each_op(machine: Machine) -> None:
    x, y = values((33, 65), "bf16", 1, 2, "x"), values((65,), "bf16", 1, 2, "y")
    expected = np.maximum((exact(x) + exact(y)) * exact(x), 3)
    check(machine, lambda b, a, c: b.maximum(b.multiply(b.add(a, c), a), b.constant(3.0, dtype="bf16")),
          [x, y], expected, roundings=2.1)  # fmt: skip
