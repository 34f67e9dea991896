"""Elementwise ops on one tensor, in every dtype, with special values."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from ops_harness import DTYPES, FLOATS, INTEGERS, Array, Machine, check, eps, exact, values

SELU_SCALE, SELU_ALPHA = float(np.float32(1.0507009873390197)), float(np.float32(1.6732635498046875))
erf = np.vectorize(math.erf, otypes=[np.float64])
erfc = np.vectorize(math.erfc, otypes=[np.float64])


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


# name: (formula, low, high, ulps of the f32 arithmetic, roundings to the dtype where the op is decomposed).
# What kernels promise in f32 is tested over all exponents beside them; 1 ulp stands for one rounding of an exact value.
FLOAT_OPS: dict[str, tuple[Callable[[Array], Array], float, float, float, float]] = {
    "abs": (np.abs, -4, 4, 0, 1),
    "acos": (np.arccos, -1, 1, 1, 1),
    "asin": (np.arcsin, -1, 1, 1, 1),
    "asinh": (np.arcsinh, -40, 40, 1, 1),
    "atan": (np.arctan, -10, 10, 1, 1),
    "cbrt": (np.cbrt, -30, 30, 1, 1),
    "ceil": (np.ceil, -4, 4, 0, 1),
    "cos": (np.cos, -10, 10, 1, 1),
    "erf": (erf, -4, 4, 3, 1),
    "erfc": (erfc, -3, 3, 6, 1),
    "exp": (np.exp, -8, 8, 1.5, 1),
    "exp2": (np.exp2, -8, 8, 1, 1),
    "expm1": (np.expm1, -4, 4, 1, 1),
    "floor": (np.floor, -4, 4, 0, 1),
    "frac": (lambda x: x - np.trunc(x), -9, 9, 0, 1),
    "gelu": (lambda x: 0.5 * x * erfc(-x / math.sqrt(2)), -4, 4, 6, 1),
    "hardsigmoid": (lambda x: np.clip(x + 3, 0, 6) / 6, -4, 4, 1, 1),
    "log": (np.log, 0.01, 90, 2, 1),
    "log1p": (np.log1p, -0.9, 9, 1, 1),
    "mish": (lambda x: x * np.tanh(np.log1p(np.exp(x))), -6, 6, 1, 1),
    "neg": (np.negative, -4, 4, 0, 1),
    "reciprocal": (lambda x: 1 / x, 0.1, 9, 1, 1),
    "relu": (lambda x: np.where(x < 0, 0, x), -4, 4, 0, 1),
    "relu6": (lambda x: np.where(x < 0, 0, np.where(x > 6, 6, x)), -9, 9, 0, 1),
    "rsqrt": (lambda x: 1 / np.sqrt(x), 0.1, 9, 1.5, 1),
    "selu": (lambda x: SELU_SCALE * np.where(x > 0, x, SELU_ALPHA * np.expm1(x)), -4, 4, 2, 5),
    "sigmoid": (sigmoid, -8, 8, 3.5, 1),
    "sign": (np.sign, -4, 4, 0, 1),
    "silu": (lambda x: x * sigmoid(x), -8, 8, 4.5, 1),
    "sin": (np.sin, -10, 10, 1, 1),
    "softsign": (lambda x: x / (1 + np.abs(x)), -9, 9, 1, 2),
    "sqrt": (np.sqrt, 0, 90, 1, 1),
    "square": (np.square, -9, 9, 1, 1),
    "tan": (np.tan, -1.5, 1.5, 1, 1),
    "tanh": (np.tanh, -5, 5, 3, 1),
    "trunc": (np.trunc, -9, 9, 0, 1),
}
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, -1.5, 2.5, math.inf, -math.inf, math.nan]
# Where the formula has no value, the limit holds.
LIMITS = {"gelu": {-math.inf: 0.0}, "silu": {-math.inf: 0.0}, "mish": {-math.inf: 0.0}, "softsign": {math.inf: math.nan, -math.inf: math.nan},
          "frac": {math.inf: math.nan, -math.inf: math.nan}}  # fmt: skip


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", FLOAT_OPS)
def test_float(machine: Machine, name: str, dtype: str) -> None:
    formula, low, high, ulps, roundings = FLOAT_OPS[name]
    x = values((3, 5, 67), dtype, low, high, name)
    check(machine, lambda b, a: getattr(b, name)(a), [x], formula(exact(x)), ulps=ulps, roundings=roundings)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", sorted(FLOAT_OPS))
def test_special_values(machine: Machine, name: str, dtype: str) -> None:
    formula, _, _, ulps, roundings = FLOAT_OPS[name]
    x = np.array(SPECIAL, DTYPES[dtype])
    with np.errstate(all="ignore"):
        expected = formula(exact(x))
    for at, limit in LIMITS.get(name, {}).items():
        expected[exact(x) == at] = limit
    check(machine, lambda b, a: getattr(b, name)(a), [x], expected, ulps=ulps, roundings=roundings)


INTEGER_OPS: dict[str, Callable[[Array], Array]] = {
    "abs": np.abs,
    "bitwise_not": np.invert,
    "ceil": lambda x: x,
    "floor": lambda x: x,
    "neg": np.negative,
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "sign": np.sign,
    "square": lambda x: x * x,
    "trunc": lambda x: x,
}


@pytest.mark.parametrize("dtype", INTEGERS)
@pytest.mark.parametrize("name", INTEGER_OPS)
def test_integer(machine: Machine, name: str, dtype: str) -> None:
    limits = np.iinfo(DTYPES[dtype])
    x = np.concatenate([values((57,), dtype, -100, 100), np.array([0, 1, 2, limits.min, limits.max], DTYPES[dtype])])
    expected = INTEGER_OPS[name](x).astype(DTYPES[dtype])
    check(machine, lambda b, a: getattr(b, name)(a), [x], expected)


@pytest.mark.parametrize("dtype", [*FLOATS, *INTEGERS, "i1"])
def test_predicates(machine: Machine, dtype: str) -> None:
    x = values((9, 7), dtype, -3, 3)
    if dtype in FLOATS:
        x[0] = SPECIAL[:7]
        x[1] = SPECIAL[5:]
        x[2] = 0
    signed = np.signbit(x) if dtype in FLOATS else x.astype(np.int64) < 0
    check(machine, lambda b, a: (b.logical_not(a), b.isfinite(a)), [x], [exact(x) == 0, np.isfinite(exact(x))])
    if dtype != "i1":
        check(machine, lambda b, a: b.signbit(a), [x], signed)


def test_predicates_can_give_numbers(machine: Machine) -> None:
    x = values((4, 4), "f32", -1, 1)
    check(machine, lambda b, a: b.logical_not(a, result_type=((4, 4), "f32")), [x], exact(exact(x) == 0))


def test_bitwise_not_of_truth_values(machine: Machine) -> None:
    x = values((5, 7), "i1")
    check(machine, lambda b, a: b.bitwise_not(a), [x], ~x)


@pytest.mark.parametrize("dtype", FLOATS)
def test_leaky_relu(machine: Machine, dtype: str) -> None:
    x = values((5, 33), dtype)
    slope = float(np.float32(0.1))
    check(machine, lambda b, a: b.leaky_relu(a, parameter=0.1), [x], np.where(exact(x) < 0, slope * exact(x), exact(x)))


@pytest.mark.parametrize("dtype", [*FLOATS, "si32", "ui8"])
def test_clamp_scalar(machine: Machine, dtype: str) -> None:
    x = values((5, 33), dtype, -9, 9)
    low, high = (-1.5, 2.25) if dtype in FLOATS else (1, 5)
    expected = np.clip(exact(x), low, high)
    expected = expected if dtype in FLOATS else expected.astype(DTYPES[dtype])
    check(machine, lambda b, a: b.clamp_scalar(a, min=low, max=high), [x], expected, ulps=0)


def test_dropout_of_inference_is_a_scaling(machine: Machine) -> None:
    x = values((5, 33), "f32")
    check(machine, lambda b, a: b.dropout(a, prob=0.0, scale=1.0), [x], exact(x))


def cast(x: Array, dtype: str) -> Array:
    """Conversion as the op defines it: towards zero, saturating, NaN to 0; to i1 by comparison with zero."""
    if dtype == "i1":
        return exact(x) != 0
    if dtype in INTEGERS and x.dtype.kind not in "iub":
        limits = np.iinfo(DTYPES[dtype])
        return np.clip(
            np.trunc(np.nan_to_num(exact(x), nan=0.0, posinf=1e300, neginf=-1e300)), limits.min, limits.max
        ).astype(DTYPES[dtype])
    if dtype in INTEGERS:
        return x.astype(DTYPES[dtype])
    return exact(x)


@pytest.mark.parametrize("to", DTYPES)
@pytest.mark.parametrize("dtype", DTYPES)
def test_typecast(machine: Machine, dtype: str, to: str) -> None:
    x = values((3, 31), dtype, -300, 300)
    if dtype in FLOATS:
        x[0, :4] = [0.0, -0.0, 0.25, -0.75]
    check(machine, lambda b, a: b.typecast(a, dtype=to), [x], cast(x, to), dtype=to, ulps=0)


@pytest.mark.parametrize("to", INTEGERS)
@pytest.mark.parametrize("dtype", FLOATS)
def test_typecast_saturates(machine: Machine, dtype: str, to: str) -> None:
    x = np.array([np.nan, np.inf, -np.inf, -1.0, 60000.0, 3e38, -3e38, 2.5, -2.5], np.float32)
    with np.errstate(over="ignore"):
        x = x.astype(DTYPES[dtype])
    check(machine, lambda b, a: b.typecast(a, dtype=to), [x], cast(x, to))


def test_rounding_to_even(machine: Machine) -> None:
    """1 + half a unit of bf16 rounds down to even, one f32 unit more rounds up."""
    half = eps("bf16") / 2
    x = np.array([1 + half, 1 + half + 2**-23, 1 + 3 * half], np.float32)
    expected = np.array([1, 1 + 2 * half, 1 + 4 * half])
    check(machine, lambda b, a: b.typecast(a, dtype="bf16"), [x], expected, dtype="bf16", roundings=0, ulps=0)


@pytest.mark.parametrize(
    ("dtype", "to"), [("f32", "ui32"), ("ui32", "f32"), ("f32", "si32"), ("bf16", "ui16"), ("ui16", "f16")]
)
def test_bitcast_convert(machine: Machine, dtype: str, to: str) -> None:
    x = values((4, 9), dtype, 0, 60000 if dtype == "ui16" else 9)
    expected = x.view(DTYPES[to])
    check(machine, lambda b, a: b.bitcast_convert(a, dtype=to), [x],
          exact(expected) if to in FLOATS else expected, dtype=to, roundings=0, ulps=0)  # fmt: skip


def test_one_element_and_many(machine: Machine) -> None:
    for shape in [(), (1,), (1, 1, 1), (70001,)]:
        x = values(shape, "f32")
        check(machine, lambda b, a: b.relu(a), [x], np.maximum(exact(x), 0))
