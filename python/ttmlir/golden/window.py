"""Golden functions of convolutions, as sums over the positions of the kernel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .registry import Array, golden

Sizes = int | Sequence[int]


def two(number: Sizes) -> tuple[int, int]:
    """(height, width) from one number or two."""
    return (number, number) if isinstance(number, int) else (number[0], number[1])


def three(number: Sizes) -> tuple[int, int, int]:
    """(depth, height, width) from one number or three."""
    return (number,) * 3 if isinstance(number, int) else (number[0], number[1], number[2])


def four(padding: Sizes) -> tuple[int, int, int, int]:
    """(top, left, bottom, right) from one number, [height, width] or four."""
    if isinstance(padding, int):
        return (padding,) * 4
    if len(padding) == 2:
        return (padding[0], padding[1], padding[0], padding[1])
    return (padding[0], padding[1], padding[2], padding[3])


def convolve(
    x: Array,
    w: Array,
    *,
    stride: Sequence[int],
    padding: Sequence[tuple[int, int]],
    dilation: Sequence[int],
    groups: int,
    mode: str = "zeros",
) -> Array:
    """Channels come last in `x`, (N, sizes..., C); `w` is (O, C / groups, kernel...). The result is (N, sizes..., O)."""
    x = np.pad(x, [(0, 0), *padding, (0, 0)], mode="edge" if mode == "replicate" else "constant")
    kernel = w.shape[2:]
    sizes = [
        (size - d * (k - 1) - 1) // s + 1 for size, d, k, s in zip(x.shape[1:-1], dilation, kernel, stride, strict=True)
    ]
    result = np.zeros((x.shape[0], *sizes, w.shape[0]))
    for at in np.ndindex(*kernel):
        window = tuple(
            slice(i * d, i * d + (n - 1) * s + 1, s) for i, d, n, s in zip(at, dilation, sizes, stride, strict=True)
        )
        part = x[(slice(None), *window)]
        for group in range(groups):
            inputs = slice(group * w.shape[1], (group + 1) * w.shape[1])
            outputs = slice(group * w.shape[0] // groups, (group + 1) * w.shape[0] // groups)
            result[..., outputs] += part[..., inputs] @ w[(outputs, slice(None), *at)].T
    return result


def conv2d_nhwc(x: Array, w: Array, stride: Sizes, padding: Sizes, dilation: Sizes, groups: int) -> Array:
    """Images (N, H, W, C) and kernels (O, C / groups, KH, KW)."""
    top, left, bottom, right = four(padding)
    pads = [(top, bottom), (left, right)]
    return convolve(x, w, stride=two(stride), padding=pads, dilation=two(dilation), groups=groups)


def _with_bias(x: Array, bias: Array | None) -> Array:
    return x if bias is None else x + bias.reshape(-1)


def images(x: Array, flattened: Sequence[int] | None, order: Sequence[int]) -> Array:
    """(N, H, W, C), from images that are flattened to (1, 1, N H W, C) or of another order."""
    if flattened is not None:
        return x.reshape(*flattened, x.shape[-1])
    return x.transpose(tuple(order))


def like_input(x: Array, flattened: Sequence[int] | None, order: Sequence[int]) -> Array:
    """The inverse of `images` for a result."""
    if flattened is not None:
        return x.reshape(1, 1, -1, x.shape[-1])
    return x.transpose(tuple(int(i) for i in np.argsort(order)))


@golden("ttir.conv2d")
def conv2d(
    x: Array,
    weight: Array,
    bias: Array | None = None,
    *,
    stride: Sizes,
    padding: Sizes,
    dilation: Sizes,
    groups: int,
    batch_dim: int = 0,
    height_dim: int = 1,
    width_dim: int = 2,
    channel_dim: int = 3,
    flattened_compat_info: Sequence[int] | None = None,
) -> Array:
    """The sum of products of a window and each kernel."""
    order = (batch_dim, height_dim, width_dim, channel_dim)
    given = images(x, flattened_compat_info, order)
    result = _with_bias(conv2d_nhwc(given, weight, stride, padding, dilation, groups), bias)
    return like_input(result, flattened_compat_info, order)


@golden("ttir.conv1d")
def conv1d(
    x: Array,
    weight: Array,
    bias: Array | None = None,
    *,
    stride: Sizes,
    padding: Sizes,
    dilation: Sizes,
    groups: int,
    batch_dim: int = 0,
    length_dim: int = 1,
    channel_dim: int = 2,
) -> Array:
    """As conv2d, over one dimension; padding is one number, or that before and that behind."""
    order = (batch_dim, length_dim, channel_dim)
    steps, spread = (number if isinstance(number, int) else number[0] for number in (stride, dilation))
    ends = (padding, padding) if isinstance(padding, int) else (padding[0], padding[-1])
    result = convolve(x.transpose(order), weight, stride=[steps], padding=[ends], dilation=[spread], groups=groups)
    return _with_bias(result, bias).transpose(tuple(int(i) for i in np.argsort(order)))


@golden("ttir.conv3d")
def conv3d(
    x: Array,
    weight: Array,
    bias: Array | None = None,
    *,
    stride: Sizes,
    padding: Sizes,
    groups: int,
    batch_dim: int = 0,
    depth_dim: int = 1,
    height_dim: int = 2,
    width_dim: int = 3,
    channel_dim: int = 4,
    padding_mode: str = "zeros",
) -> Array:
    """As conv2d, over three dimensions; beyond the edges are zeros, or the edges again."""
    order = (batch_dim, depth_dim, height_dim, width_dim, channel_dim)
    result = convolve(
        x.transpose(order),
        weight,
        stride=three(stride),
        padding=[(p, p) for p in three(padding)],
        dilation=(1, 1, 1),
        groups=groups,
        mode=padding_mode,
    )
    return _with_bias(result, bias).transpose(tuple(int(i) for i in np.argsort(order)))


def conv_transpose2d_nhwc(
    x: Array, w: Array, stride: Sizes, padding: Sizes, output_padding: Sizes, dilation: Sizes, groups: int
) -> Array:
    """Images (N, H, W, C), kernels (C, O / groups, KH, KW): each input spreads over a window of the result."""
    (top, left, bottom, right), (sy, sx), (dy, dx) = four(padding), two(stride), two(dilation)
    (extra_y, extra_x), (kh, kw) = two(output_padding), w.shape[2:]
    n, height, width, channels = x.shape
    full = np.zeros(
        (
            n,
            (height - 1) * sy + dy * (kh - 1) + 1 + extra_y,
            (width - 1) * sx + dx * (kw - 1) + 1 + extra_x,
            w.shape[1] * groups,
        )
    )
    size = channels // groups
    for i, j in np.ndindex(kh, kw):
        rows = slice(i * dy, i * dy + (height - 1) * sy + 1, sy)
        columns = slice(j * dx, j * dx + (width - 1) * sx + 1, sx)
        for group in range(groups):
            inputs = slice(group * size, (group + 1) * size)
            outputs = slice(group * w.shape[1], (group + 1) * w.shape[1])
            full[:, rows, columns, outputs] += x[..., inputs] @ w[inputs, :, i, j]
    return full[:, top : full.shape[1] - bottom, left : full.shape[2] - right]


@golden("ttir.conv_transpose2d")
def conv_transpose2d(
    x: Array,
    weight: Array,
    bias: Array | None = None,
    *,
    stride: Sizes,
    padding: Sizes,
    output_padding: Sizes,
    dilation: Sizes,
    groups: int,
    batch_dim: int = 0,
    height_dim: int = 1,
    width_dim: int = 2,
    channel_dim: int = 3,
    flattened_compat_info: Sequence[int] | None = None,
) -> Array:
    """The transpose of conv2d as a linear map."""
    order = (batch_dim, height_dim, width_dim, channel_dim)
    given = images(x, flattened_compat_info, order)
    result = conv_transpose2d_nhwc(given, weight, stride, padding, output_padding, dilation, groups)
    return like_input(_with_bias(result, bias), flattened_compat_info, order)
