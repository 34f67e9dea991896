"""Normalizations and softmax."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ops_harness import EPS32, FLOATS, Array, Machine, check, eps, exact, values

# The error of (x - mean) / sqrt(variance): x - mean loses the roundings of the mean, which is below the largest |x|;
# mean and variance add a few units that are relative to the result.
LARGEST = 4.0


def normalization_error(expected: Array, terms: int, deviation: float = 1.0) -> Array:
    """For elements up to LARGEST with this deviation at least, in f32."""
    return (np.abs(expected) + LARGEST / deviation + 1) * (terms + 8) * EPS32 / 2


def normalized(x: Array, axes: Any, epsilon: float) -> Array:
    mean = x.mean(axes, keepdims=True)
    return (x - mean) / np.sqrt(((x - mean) ** 2).mean(axes, keepdims=True) + epsilon)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("dimension", [-1, 0, 1, 2])
@pytest.mark.parametrize("stable", [False, True])
def test_softmax(machine: Machine, stable: bool, dimension: int, dtype: str) -> None:
    x = values((3, 5, 37), dtype)
    e = np.exp(exact(x) - exact(x).max(dimension, keepdims=True))
    # An exponential is off by the rounding of its argument and 1.5 ulp, the sum by its additions.
    check(machine, lambda b, a: b.softmax(a, dimension=dimension, numericStable=stable), [x],
          e / e.sum(dimension, keepdims=True), ulps=2 * 8 + 3 + 37 / 2)  # fmt: skip


def test_softmax_of_large_and_masked_numbers(machine: Machine) -> None:
    x = np.array([[1000, 1000, 999, 0], [-np.inf, 0, 1, -np.inf], [-1e30, 2, 2, -1e30]], np.float32)
    e = np.exp(exact(x) - exact(x).max(1, keepdims=True))
    check(
        machine, lambda b, a: b.softmax(a, dimension=-1, numericStable=True), [x], e / e.sum(1, keepdims=True), ulps=8
    )


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("operands", ["weight and bias", "weight", "bias", "none"])
@pytest.mark.parametrize("shape", [(64,), (5, 16)], ids=str)
@pytest.mark.parametrize("name", ["layer_norm", "rms_norm"])
def test_last_dimensions(machine: Machine, name: str, shape: tuple[int, ...], operands: str, dtype: str) -> None:
    x = values((2, 3, 5, 16) if len(shape) == 2 else (2, 7, 64), dtype)
    weight, bias = values(shape, dtype, 0.5, 2, "w"), values(shape, dtype, -1, 1, "b")
    axes = tuple(range(-len(shape), 0))
    epsilon = float(np.float32(1e-5))
    if name == "layer_norm":
        expected = normalized(exact(x), axes, epsilon)
    else:
        expected = exact(x) / np.sqrt((exact(x) ** 2).mean(axes, keepdims=True) + epsilon)
    error = normalization_error(expected, int(np.prod(shape)))
    given, names = [x], []
    if "weight" in operands:
        expected, error = expected * exact(weight), error * exact(weight)
        given.append(weight)
        names.append("weight")
    if "bias" in operands:
        expected, error = expected + exact(bias), error + EPS32
        given.append(bias)
        names.append("bias")
    check(machine, lambda b, a, *rest: getattr(b, name)(a, **dict(zip(names, rest, strict=True)), normalized_shape=shape, epsilon=1e-5),
          given, expected, absolute=error)  # fmt: skip


def test_layer_norm_of_elements_far_from_zero(machine: Machine) -> None:
    """Variance is computed about the mean: squares of large elements do not cancel."""
    x = values((4, 256), "f32", 999, 1001)
    expected = normalized(exact(x), -1, 1e-5)
    # x - mean is off by the mean's rounding, a few half units of 1000, in deviations of 0.5.
    check(
        machine,
        lambda b, a: b.layer_norm(a, normalized_shape=[256]),
        [x],
        expected,
        absolute=16 * 1000 * EPS32 / 2 / 0.5,
    )


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("dimension", "shape"), [(1, (2, 6, 4, 5)), (3, (2, 4, 5, 6)), (2, (2, 4, 6, 5)), (1, (7, 6)), (1, (2, 6, 5))],
                         ids=str)  # fmt: skip
@pytest.mark.parametrize("constant", [False, True])
def test_batch_norm_inference(
    machine: Machine, constant: bool, dimension: int, shape: tuple[int, ...], dtype: str
) -> None:
    x = values(shape, dtype)
    scale, offset = values((6,), dtype, 0.5, 2, "scale"), values((6,), dtype, -1, 1, "offset")
    mean, variance = values((6,), dtype, -1, 1, "mean"), values((6,), dtype, 0.5, 2, "variance")
    aligned = [
        exact(v).reshape([6 if d == dimension else 1 for d in range(len(shape))])
        for v in (scale, offset, mean, variance)
    ]
    factor = aligned[0] / np.sqrt(aligned[3] + float(np.float32(1e-5)))
    expected = (exact(x) - aligned[2]) * factor + aligned[1]
    # In f32 about six roundings of terms this large; tensors of other ranks are written out, in their dtype.
    terms = np.abs(exact(x)) * factor + np.abs(aligned[2]) * factor + np.abs(aligned[1])
    error = 8 * terms * (EPS32 if len(shape) == 4 else eps(dtype)) / 2
    kinds = ["input"] + ["parameter" if constant else "input"] * 4
    check(machine, lambda b, *a: b.batch_norm_inference(*a, epsilon=1e-5, dimension=dimension),
          [x, scale, offset, mean, variance], expected, absolute=error, argument_types=kinds)  # fmt: skip


def test_batch_norm_dimension_from_the_end(machine: Machine) -> None:
    x = values((2, 4, 5, 6), "f32")
    given = [values((6,), "f32", 0.5, 2, name) for name in ("scale", "offset", "mean", "variance")]
    scale, offset, mean, variance = map(exact, given)
    expected = (exact(x) - mean) / np.sqrt(variance + 1e-5) * scale + offset
    check(machine, lambda b, *a: b.batch_norm_inference(*a, epsilon=1e-5, dimension=-1), [x, *given], expected,
          absolute=8 * 16 * EPS32 / 2)  # fmt: skip


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("channel_dim", [3, 1, -1])
@pytest.mark.parametrize("affine", [False, True])
def test_group_norm(machine: Machine, affine: bool, channel_dim: int, dtype: str) -> None:
    x = values((2, 3, 4, 8), dtype)
    weight, bias = values((8,), dtype, 0.5, 2, "w"), values((8,), dtype, -1, 1, "b")
    grouped = exact(x).reshape(2, 12, 2, 4)
    expected = normalized(grouped, (1, 3), 1e-5).reshape(x.shape)
    error = normalization_error(expected, 48)
    if affine:
        expected, error = expected * exact(weight) + exact(bias), error * exact(weight) + EPS32
    if channel_dim == 1:
        x, expected, error = (np.ascontiguousarray(np.moveaxis(v, 3, 1)) for v in (x, expected, error))
    given = [x, weight, bias] if affine else [x]
    check(machine, lambda b, a, w=None, c=None: b.group_norm(a, weight=w, bias=c, num_groups=2, epsilon=1e-5, channel_dim=channel_dim),
          given, expected, absolute=error)  # fmt: skip


@pytest.mark.parametrize("dimension", [1, 3])
@pytest.mark.parametrize("shared", [False, True], ids=["statistics apart", "one tensor for both"])
def test_batch_norm_training(machine: Machine, shared: bool, dimension: int) -> None:
    """Running statistics move to the batch's, the variance to that of a sample (with n - 1)."""
    x = values((3, 4, 5, 4), "f32")
    scale, offset, mean, variance = (values((4,), "f32", 0.5, 2, name) for name in ("s", "o", "m", "v"))
    axes = tuple(d for d in range(4) if d != dimension)
    aligned = [exact(v).reshape([4 if d == dimension else 1 for d in range(4)]) for v in (scale, offset)]
    expected = normalized(exact(x), axes, 1e-5) * aligned[0] + aligned[1]
    moved_variance = exact(mean if shared else variance) * 0.75 + 0.25 * exact(x).var(axes, ddof=1)
    moved_mean = exact(mean) * 0.75 + 0.25 * exact(x).mean(axes)

    def build(b: Any, x: Any, s: Any, o: Any, m: Any, v: Any = None) -> Any:
        return b.batch_norm_training(
            x, s, o, m, m if v is None else v, epsilon=1e-5, dimension=dimension, momentum=0.25
        )

    check(machine, build, [x, scale, offset, mean] + ([] if shared else [variance]), [expected, moved_mean, moved_variance],
          absolute=2 * normalization_error(np.array(4.0), 60))  # fmt: skip


@pytest.mark.parametrize("axis", [None, 0, 1])
def test_quantization_on_integers(machine: Machine, axis: int | None) -> None:
    x = values((3, 5), "f32", -9, 9)
    count = 1 if axis is None else x.shape[axis]
    # Powers of two: quotients are exact, so that both sides round the same numbers.
    scale = np.ldexp(1.0, -values((count,), "si32", 0, 3)).astype(np.float32)
    zero = values((count,), "si32", -9, 9, "z")
    shape = [count if d == axis else 1 for d in range(2)]
    wide = exact(scale).reshape(shape)
    expected = (np.rint(exact(x) / wide) + zero.reshape(shape)).astype(np.int32)

    def build(b: Any, x: Any, s: Any, z: Any) -> Any:
        quantized = b.quantize_unrolled(x, s, z, axis=axis, dtype="si32")
        again = b.requantize_unrolled(quantized, s, z, b.add(s, s), z, axis=axis, dtype="si32")
        return quantized, b.dequantize_unrolled(quantized, s, z, axis=axis, dtype="f32"), again

    real = (expected - zero.reshape(shape)) * wide
    check(
        machine,
        build,
        [x, scale, zero],
        [expected, real, (np.rint(real / (2 * wide)) + zero.reshape(shape)).astype(np.int32)],
    )
