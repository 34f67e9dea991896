"""Golden functions of normalizations, softmax and quantization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .registry import Array, ResultType, converted, golden


def normalized(x: Array, axes: Any, epsilon: float) -> Array:
    """With mean 0 and variance 1 over the axes."""
    centred = x - x.mean(axes, keepdims=True)
    return np.asarray(centred / np.sqrt((centred**2).mean(axes, keepdims=True) + epsilon))


def _affine(x: Array, weight: Array | None, bias: Array | None) -> Array:
    x = x if weight is None else x * weight
    return x if bias is None else x + bias


def along(values: Array, dimension: int, rank: int) -> Array:
    """A vector as a tensor of this rank along one dimension."""
    return values.reshape([-1 if axis == dimension % rank else 1 for axis in range(rank)])


@golden("ttir.softmax")
def softmax(x: Array, *, dimension: int) -> Array:
    """exp(x) / sum(exp(x)), computed from the distance to the largest element."""
    e = np.exp(x - x.max(dimension, keepdims=True))
    return np.asarray(e / e.sum(dimension, keepdims=True))


@golden("ttir.layer_norm")
def layer_norm(
    x: Array,
    weight: Array | None = None,
    bias: Array | None = None,
    *,
    normalized_shape: Sequence[int],
    epsilon: float = 1e-5,
) -> Array:
    """Normalized over the last dimensions."""
    return _affine(normalized(x, tuple(range(-len(normalized_shape), 0)), epsilon), weight, bias)


@golden("ttir.rms_norm")
def rms_norm(
    x: Array,
    weight: Array | None = None,
    bias: Array | None = None,
    *,
    normalized_shape: Sequence[int],
    epsilon: float = 1e-5,
) -> Array:
    """Divided by the root of the mean square over the last dimensions."""
    axes = tuple(range(-len(normalized_shape), 0))
    return _affine(x / np.sqrt((x**2).mean(axes, keepdims=True) + epsilon), weight, bias)


@golden("ttir.batch_norm_inference")
def batch_norm_inference(
    x: Array, scale: Array, offset: Array, mean: Array, variance: Array, *, epsilon: float, dimension: int
) -> Array:
    """Normalized by statistics that are given for each element of one dimension."""
    s, o, m, v = (along(values, dimension, x.ndim) for values in (scale, offset, mean, variance))
    return (x - m) / np.sqrt(v + epsilon) * s + o


@golden("ttir.batch_norm_training")
def batch_norm_training(
    x: Array,
    scale: Array,
    offset: Array,
    mean: Array,
    variance: Array,
    *,
    epsilon: float,
    dimension: int,
    momentum: float,
) -> tuple[Array, Array, Array]:
    """Normalized by the batch's statistics; the running ones move towards them, the variance to that of a sample."""
    axes = tuple(axis for axis in range(x.ndim) if axis != dimension % x.ndim)
    result = normalized(x, axes, epsilon) * along(scale, dimension, x.ndim) + along(offset, dimension, x.ndim)
    moved_mean = mean * (1 - momentum) + momentum * x.mean(axes).reshape(mean.shape)
    moved_variance = variance * (1 - momentum) + momentum * x.var(axes, ddof=1).reshape(variance.shape)
    return result, moved_mean, moved_variance


@golden("ttir.group_norm")
def group_norm(
    x: Array,
    input_mask: Array | None = None,
    weight: Array | None = None,
    bias: Array | None = None,
    *,
    num_groups: int,
    epsilon: float = 1e-12,
    channel_dim: int = 3,
) -> Array:
    """Normalized over all of an image's positions and one group of its channels."""
    if input_mask is not None:
        raise ValueError("group_norm with a mask is the device's affair")
    last = np.moveaxis(x, channel_dim, -1)
    grouped = last.reshape(last.shape[0], -1, num_groups, last.shape[-1] // num_groups)
    result = normalized(grouped, (1, 3), epsilon).reshape(last.shape)
    vectors = [None if v is None else v.reshape(-1) for v in (weight, bias)]
    return np.moveaxis(_affine(result, *vectors), -1, channel_dim)


def _steps(scale: Array, zero: Array, axis: int | None, rank: int) -> tuple[Array, Array]:
    """Scale and zero point: of the tensor, or of each element of one dimension."""
    wide = zero.astype(np.float64)
    if axis is None:
        return scale.reshape(()), wide.reshape(())
    return along(scale, axis, rank), along(wide, axis, rank)


@golden("ttir.quantize_unrolled")
def quantize(
    x: Array, scale: Array, zero_point: Array, *, axis: int | None = None, results: Sequence[ResultType]
) -> Array:
    """X / scale + zero point, rounded to even."""
    s, z = _steps(scale, zero_point, axis, x.ndim)
    return converted(np.rint(x / s) + z, results[0].dtype)


@golden("ttir.dequantize_unrolled")
def dequantize(x: Array, scale: Array, zero_point: Array, *, axis: int | None = None) -> Array:
    """(x - zero point) * scale."""
    s, z = _steps(scale, zero_point, axis, x.ndim)
    return (x - z) * s


@golden("ttir.requantize_unrolled")
def requantize(
    x: Array,
    in_scale: Array,
    in_zero_point: Array,
    out_scale: Array,
    out_zero_point: Array,
    *,
    axis: int | None = None,
    results: Sequence[ResultType],
) -> Array:
    """Dequantized by one scale and zero point and quantized by another."""
    real = dequantize(x, in_scale, in_zero_point, axis=axis)
    return quantize(real, out_scale, out_zero_point, axis=axis, results=results)
