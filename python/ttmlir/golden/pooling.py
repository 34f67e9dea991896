"""Golden functions of pools and resizing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .registry import Array, golden
from .window import Sizes, four, images, like_input, two

_NHWC = (0, 1, 2, 3)


def windows(size: int, kernel: int, stride: int, dilation: int, before: int, after: int, ceil: bool) -> list[range]:
    """The positions that each window covers, padding and what ceil_mode adds included."""
    room = size + before + after - dilation * (kernel - 1) - 1
    count = (-(-room // stride) if ceil else room // stride) + 1
    if ceil and (count - 1) * stride >= size + before:
        count -= 1  # a window has to begin inside
    starts = [o * stride - before for o in range(count)]
    return [range(start, start + dilation * (kernel - 1) + 1, dilation) for start in starts]


def pool(
    x: Array, kernel: Sizes, stride: Sizes, dilation: Sizes, padding: Sizes, ceil: bool, kind: str, counts: bool = True
) -> Array:
    """Of images (N, H, W, C): `kind` is "max", "argmax" (the position in its plane) or "mean" (`counts` padding)."""
    (top, left, bottom, right), (sy, sx), (dy, dx), (ky, kx) = four(padding), two(stride), two(dilation), two(kernel)
    n, height, width, channels = x.shape
    rows = windows(height, ky, sy, dy, top, bottom, ceil)
    columns = windows(width, kx, sx, dx, left, right, ceil)
    result = np.zeros((n, len(rows), len(columns), channels))
    for i, ys in enumerate(rows):
        for j, xs in enumerate(columns):
            inside = [(y, z) for y in ys for z in xs if 0 <= y < height and 0 <= z < width]
            elements = np.stack([x[:, y, z] for y, z in inside])
            if kind == "max":
                result[:, i, j] = elements.max(0)
            elif kind == "argmax":
                places = np.array([y * width + z for y, z in inside])
                result[:, i, j] = places[elements.argmax(0)]
            else:
                # What ceil_mode reaches behind the padding is never counted.
                area = sum(y < height + bottom for y in ys) * sum(z < width + right for z in xs)
                result[:, i, j] = elements.sum(0) / (area if counts else len(inside))
    return result


@golden("ttir.max_pool2d")
def max_pool2d(
    x: Array,
    *,
    kernel: Sizes,
    stride: Sizes,
    dilation: Sizes,
    padding: Sizes,
    ceil_mode: bool = False,
    flattened_compat_info: Sequence[int] | None = None,
) -> Array:
    """The largest element of each window."""
    given = images(x, flattened_compat_info, _NHWC)
    return like_input(pool(given, kernel, stride, dilation, padding, ceil_mode, "max"), flattened_compat_info, _NHWC)


@golden("ttir.max_pool2d_with_indices")
def max_pool2d_with_indices(
    x: Array,
    outputs: Sequence[Array] = (),
    *,
    kernel: Sizes,
    stride: Sizes,
    dilation: Sizes,
    padding: Sizes,
    ceil_mode: bool = False,
    flattened_compat_info: Sequence[int] | None = None,
) -> tuple[Array, Array]:
    """The largest element of each window, and where it is in its plane."""
    given = images(x, flattened_compat_info, _NHWC)
    largest, places = (
        like_input(pool(given, kernel, stride, dilation, padding, ceil_mode, kind), flattened_compat_info, _NHWC)
        for kind in ("max", "argmax")
    )
    return largest, places


@golden("ttir.avg_pool2d")
def avg_pool2d(
    x: Array,
    *,
    kernel: Sizes,
    stride: Sizes,
    dilation: Sizes,
    padding: Sizes,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    flattened_compat_info: Sequence[int] | None = None,
) -> Array:
    """The mean of each window."""
    given = images(x, flattened_compat_info, _NHWC)
    return like_input(
        pool(given, kernel, stride, dilation, padding, ceil_mode, "mean", count_include_pad),
        flattened_compat_info,
        _NHWC,
    )


@golden("ttir.global_avg_pool2d")
def global_avg_pool2d(x: Array) -> Array:
    """The mean of each plane of images (N, H, W, C)."""
    return np.asarray(x.mean((1, 2), keepdims=True))


def _blend(size: int, scale: int) -> Array:
    """Weights of the old positions for each new one: pixels' centres stay in place."""
    matrix = np.zeros((size * scale, size))
    for new in range(size * scale):
        source = max(0.0, (new + 0.5) / scale - 0.5)
        low = min(int(source), size - 1)
        matrix[new, low] += 1 - (source - low)
        matrix[new, min(low + 1, size - 1)] += source - low
    return matrix


@golden("ttir.upsample2d", "ttnn.upsample")
def upsample2d(x: Array, *, scale_factor: Sizes, mode: str = "nearest") -> Array:
    """Images (N, H, W, C) made larger by whole factors."""
    sy, sx = two(scale_factor)
    if mode == "nearest":
        return x.repeat(sy, axis=1).repeat(sx, axis=2)
    if mode != "bilinear":
        raise ValueError(f"upsample has no mode '{mode}'")
    return np.asarray(np.einsum("yh,xw,nhwc->nyxc", _blend(x.shape[1], sy), _blend(x.shape[2], sx), x))
