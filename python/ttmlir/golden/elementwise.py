"""Golden functions of elementwise ops."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .registry import GOLDEN_MAPPINGS, Array, ResultType, converted, golden, is_floating

_erf = np.vectorize(math.erf, otypes=[np.float64])
_erfc = np.vectorize(math.erfc, otypes=[np.float64])


def erf(x: Array) -> Array:
    """The error function of floats."""
    return np.asarray(_erf(x) if x.size else x)


def erfc(x: Array) -> Array:
    """1 - erf(x), exact where erf(x) is close to 1."""
    return np.asarray(_erfc(x) if x.size else x)


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x))."""
    return np.asarray(1 / (1 + np.exp(-x)))


def _at_minus_infinity(function: Callable[[Array], Array]) -> Callable[[Array], Array]:
    """The function with its limit, 0, where the formula has no value."""
    return lambda x: np.where(np.isneginf(x), 0.0, function(x))


gelu = _at_minus_infinity(lambda x: 0.5 * x * erfc(-x / math.sqrt(2)))
silu = _at_minus_infinity(lambda x: x * sigmoid(x))
mish = _at_minus_infinity(lambda x: x * np.tanh(np.logaddexp(0, x)))

UNARY: dict[str, Callable[[Array], Any]] = {
    "abs": np.abs,
    "acos": np.arccos,
    "asin": np.arcsin,
    "asinh": np.arcsinh,
    "atan": np.arctan,
    "bitwise_not": np.invert,
    "cbrt": np.cbrt,
    "ceil": np.ceil,
    "cos": np.cos,
    "erf": erf,
    "erfc": erfc,
    "exp": np.exp,
    "exp2": np.exp2,
    "expm1": np.expm1,
    "floor": np.floor,
    "frac": lambda x: x - np.trunc(x),
    "gelu": gelu,
    "hardsigmoid": lambda x: np.clip(x + 3, 0, 6) / 6,
    "isfinite": np.isfinite,
    "log": np.log,
    "log1p": np.log1p,
    "logical_not": lambda x: x == 0,
    "mish": mish,
    "neg": lambda x: x if x.dtype == np.bool_ else np.negative(x),
    "reciprocal": lambda x: 1 / x,
    "relu": lambda x: np.where(x < 0, np.zeros_like(x), x),
    "relu6": lambda x: np.where(x < 0, np.zeros_like(x), np.where(x > 6, np.full_like(x, 6), x)),
    "rsqrt": lambda x: 1 / np.sqrt(x),
    "sigmoid": sigmoid,
    "sign": lambda x: x if x.dtype == np.bool_ else np.sign(x),
    "signbit": lambda x: np.signbit(x) if is_floating(x.dtype) else x < 0,
    "silu": silu,
    "sin": np.sin,
    "softsign": lambda x: x / (1 + np.abs(x)),
    "sqrt": np.sqrt,
    "square": lambda x: x * x,
    "tan": np.tan,
    "tanh": np.tanh,
    "trunc": np.trunc,
}


def truncating_division(a: Array, b: Array) -> Array:
    """A / b: of integers towards zero. Where an integer is divided by 0, nothing is promised; here it gives 0."""
    if is_floating(a.dtype) or is_floating(b.dtype):
        return np.asarray(a / b)
    wide, divisor = a.astype(np.int64), b.astype(np.int64)
    magnitude = np.abs(wide) // np.maximum(np.abs(divisor), 1)
    return np.where(divisor == 0, 0, np.sign(wide) * np.sign(divisor) * magnitude).astype(a.dtype)


def _power(a: Array, b: Array) -> Array:
    if is_floating(a.dtype) or is_floating(b.dtype):
        return np.asarray(np.power(a.astype(np.float64), b.astype(np.float64)))
    # A negative power of an integer is 0 but for those of 1 and -1.
    inverse = np.where(a == 1, 1, np.where(a.astype(np.int64) == -1, np.where(b % 2 == 0, 1, -1), 0))
    return np.where(b < 0, inverse, np.power(a, np.maximum(b, 0))).astype(a.dtype)


def _shift(a: Array, b: Array, direction: str) -> Array:
    """Shifts of bits; those by the width or more give 0 (the sign, where it is an arithmetic one)."""
    a, b = np.broadcast_arrays(a, b)
    width = a.dtype.itemsize * 8
    amount = b.astype(np.int64)
    inside = (amount >= 0) & (amount < width)
    if direction == "arithmetic":
        return (a.astype(np.int64) >> np.where(inside, amount, width)).astype(a.dtype)
    by = np.where(inside, amount, 0).astype(np.uint64)
    bits = a.astype(np.uint64) & np.uint64(2**width - 1)
    wide = np.where(inside, bits << by if direction == "left" else bits >> by, np.uint64(0)).astype(np.uint64)
    return wide.astype(f"u{width // 8}").view(a.dtype)


BINARY: dict[str, Callable[[Array, Array], Any]] = {
    "add": np.add,
    "atan2": np.arctan2,
    "bitwise_and": np.bitwise_and,
    "bitwise_or": np.bitwise_or,
    "bitwise_xor": np.bitwise_xor,
    "div": truncating_division,
    "eq": np.equal,
    "ge": np.greater_equal,
    "gt": np.greater,
    "le": np.less_equal,
    "logical_and": np.logical_and,
    "logical_left_shift": lambda a, b: _shift(a, b, "left"),
    "logical_or": np.logical_or,
    "logical_right_shift": lambda a, b: _shift(a, b, "right"),
    "logical_xor": np.logical_xor,
    "lt": np.less,
    "maximum": np.maximum,
    "minimum": np.minimum,
    "multiply": np.multiply,
    "ne": np.not_equal,
    "pow": _power,
    "remainder": np.fmod,
    "right_shift": lambda a, b: _shift(a, b, "arithmetic"),
    "subtract": lambda a, b: np.logical_xor(a, b) if a.dtype == np.bool_ else np.subtract(a, b),
}


def _unary(function: Callable[[Array], Any]) -> Callable[[Array], Any]:
    def apply(x: Array, /) -> Any:
        return function(x)

    return apply


def _binary(function: Callable[[Array, Array], Any]) -> Callable[[Array, Array], Any]:
    def apply(a: Array, b: Array, /) -> Any:
        return function(a, b)

    return apply


# numpy's own functions have no signatures that `evaluate` could look at.
GOLDEN_MAPPINGS.update({f"ttir.{name}": _unary(function) for name, function in UNARY.items()})
GOLDEN_MAPPINGS.update({f"ttir.{name}": _binary(function) for name, function in BINARY.items()})


@golden("ttir.leaky_relu")
def leaky_relu(x: Array, *, parameter: float) -> Array:
    """x, and parameter * x below 0."""
    return np.where(x < 0, parameter * x, x)


@golden("ttir.selu")
def selu(x: Array, *, scale: float = 1.0507009873390197, alpha: float = 1.6732635498046875) -> Array:
    """Scale * x, and scale * alpha * (exp(x) - 1) below 0."""
    return scale * np.where(x > 0, x, alpha * np.expm1(x))


@golden("ttir.clamp_scalar")
def clamp_scalar(x: Array, *, min: float, max: float) -> Array:
    """X within min and max."""
    return np.minimum(np.maximum(x.astype(np.float64), min), max)


@golden("ttir.clamp_tensor")
def clamp_tensor(x: Array, low: Array, high: Array) -> Array:
    """X within low and high, by element."""
    return np.minimum(np.maximum(x, low), high)


@golden("ttir.where")
def where(condition: Array, x: Array, y: Array) -> Array:
    """X where the condition is not 0, else y."""
    return np.where(condition != 0, x, y)


@golden("ttir.dropout")
def dropout(x: Array, *, prob: float = 0.0, scale: float = 1.0) -> Array:
    """Inference's: nothing is dropped. Which elements training drops is the device's choice."""
    if prob != 0:
        raise ValueError(f"with prob = {prob} the device chooses which elements are dropped")
    return x * scale


@golden("ttir.gelu_bw")
def gelu_backward(gradient: Array, x: Array, *, approximate: str = "none") -> Array:
    """The gradient times the derivative of gelu, by its formula or that of its approximation with tanh."""
    if approximate == "none":
        density = np.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return gradient * (0.5 * erfc(-x / math.sqrt(2)) + x * density)
    inner = math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)
    slope = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * x**2)
    return gradient * (0.5 * (1 + np.tanh(inner)) + 0.5 * x * (1 - np.tanh(inner) ** 2) * slope)


@golden("ttir.typecast")
def typecast(x: Array, *, results: Sequence[ResultType]) -> Array:
    """Towards zero and within range where floats become integers, NaN as 0; truth values by comparison with 0."""
    return converted(x, results[0].dtype)
