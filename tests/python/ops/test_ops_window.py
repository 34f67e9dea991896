"""Convolutions, pools and resizing, against loops over windows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ops_harness import DTYPES, FLOATS, Array, Machine, check, exact, sum_error, values

from ttmlir.golden.pooling import pool
from ttmlir.golden.window import conv2d_nhwc as conv2d
from ttmlir.golden.window import four, two

# (image height and width, channels, output channels, kernel, stride, padding, dilation, groups)
CONVOLUTIONS = {
    "plain": ((9, 11), 3, 5, (3, 3), 1, 0, 1, 1),
    "same": ((9, 11), 3, 5, (3, 3), 1, 1, 1, 1),
    "stride": ((9, 11), 3, 5, (3, 3), 2, 1, 1, 1),
    "strides": ((9, 11), 3, 5, (3, 2), [2, 3], [1, 0], 1, 1),
    "top": ((6, 7), 2, 4, (3, 3), 1, [2, 0, 0, 0], 1, 1),
    "left": ((6, 7), 2, 4, (3, 3), 1, [0, 2, 0, 0], 1, 1),
    "bottom": ((6, 7), 2, 4, (3, 3), 1, [0, 0, 2, 0], 1, 1),
    "right": ((6, 7), 2, 4, (3, 3), 1, [0, 0, 0, 2], 1, 1),
    "asymmetric": ((6, 7), 2, 4, (3, 3), 2, [0, 1, 2, 3], 1, 1),
    "dilation": ((12, 13), 3, 4, (3, 3), 1, 2, 2, 1),
    "dilations": ((12, 13), 3, 4, (3, 2), [1, 2], [2, 1], [3, 2], 1),
    "groups": ((7, 7), 6, 8, (3, 3), 1, 1, 1, 2),
    "depthwise": ((7, 7), 6, 6, (3, 3), 2, 1, 1, 6),
    "multiplied": ((7, 7), 4, 12, (3, 3), 1, [1, 0, 0, 1], 1, 4),
    "pointwise": ((7, 5), 17, 19, (1, 1), 1, 0, 1, 1),
    "pointwise with stride": ((8, 8), 4, 4, (1, 1), 2, 0, 1, 1),
    "whole image": ((5, 5), 4, 3, (5, 5), 1, 0, 1, 1),
    "stem": ((32, 32), 3, 16, (7, 7), 2, 3, 1, 1),
}


def convolution(name: str, dtype: str) -> tuple[Array, Array, Array, dict[str, Any], Array, Any]:
    (height, width), channels, out, kernel, stride, padding, dilation, groups = CONVOLUTIONS[name]
    x = values((2, height, width, channels), dtype, -2, 2, "x")
    w = values((out, channels // groups, *kernel), dtype, -2, 2, "w")
    c = values((1, 1, 1, out), dtype, -2, 2, "c")
    options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    expected = conv2d(exact(x), exact(w), **options) + exact(c)
    terms = channels // groups * kernel[0] * kernel[1] + 1
    error = sum_error(conv2d(np.abs(exact(x)), np.abs(exact(w)), **options) + np.abs(exact(c)), terms)
    return x, w, c, options, expected, error


@pytest.mark.parametrize("constant", [False, True])
@pytest.mark.parametrize("name", CONVOLUTIONS)
def test_conv2d(machine: Machine, name: str, constant: bool) -> None:
    x, w, c, options, expected, error = convolution(name, "f32")
    kind = "parameter" if constant else "input"
    check(machine, lambda b, *a: b.conv2d(*a, **options), [x, w, c], expected, absolute=error,
          argument_types=["input", kind, kind])  # fmt: skip


@pytest.mark.parametrize("dtype", ["bf16", "f16"])
@pytest.mark.parametrize("name", ["same", "asymmetric", "groups", "depthwise", "pointwise"])
def test_conv2d_in_short_floats(machine: Machine, name: str, dtype: str) -> None:
    x, w, c, options, expected, error = convolution(name, dtype)
    check(machine, lambda b, *a: b.conv2d(*a, **options), [x, w, c], expected, absolute=error,
          argument_types=["input", "parameter", "parameter"])  # fmt: skip


@pytest.mark.parametrize("name", ["same", "asymmetric", "strides", "groups"])
def test_conv2d_without_bias(machine: Machine, name: str) -> None:
    x, w, c, options, expected, error = convolution(name, "f32")
    check(machine, lambda b, *a: b.conv2d(*a, **options), [x, w], expected - exact(c), absolute=error)


@pytest.mark.parametrize("name", ["same", "asymmetric", "strides", "depthwise"])
@pytest.mark.parametrize("order", [(0, 3, 1, 2), (3, 1, 2, 0), (0, 2, 1, 3)], ids=str)
def test_conv2d_of_other_orders(machine: Machine, order: tuple[int, ...], name: str) -> None:
    """`order` says which of N, H, W, C each dimension of the images is; (0, 3, 1, 2) is NCHW."""
    x, w, c, options, expected, error = convolution(name, "f32")
    places = {f"{what}_dim": order.index(i) for i, what in enumerate(("batch", "height", "width", "channel"))}
    given = np.ascontiguousarray(x.transpose(order))
    check(machine, lambda b, *a: b.conv2d(*a, **options, **places), [given, w, c], expected.transpose(order),
          absolute=error.transpose(order))  # fmt: skip


def test_conv2d_of_flattened_images(machine: Machine) -> None:
    x, w, c, options, expected, error = convolution("asymmetric", "f32")
    n, h, width, channels = x.shape
    info = f"#ttir<flattened_compat batchSize = {n}, inputHeight = {h}, inputWidth = {width}>"
    flat = (1, 1, -1, expected.shape[-1])
    check(machine, lambda b, *a: b.conv2d(*a, **options, flattened_compat_info=info),
          [x.reshape(1, 1, -1, channels), w, c], expected.reshape(flat), absolute=error.reshape(flat))  # fmt: skip


@pytest.mark.parametrize("padding", [0, 1, [2, 0], [0, 3]], ids=str)
@pytest.mark.parametrize(("stride", "dilation", "groups"), [(1, 1, 1), (2, 1, 2), (1, 2, 1)])
def test_conv1d(machine: Machine, padding: Any, stride: int, dilation: int, groups: int) -> None:
    x, w = values((2, 13, 4), "f32", -2, 2, "x"), values((6, 4 // groups, 3), "f32", -2, 2, "w")
    ends = (padding, padding) if isinstance(padding, int) else tuple(padding)
    image = {"stride": [1, stride], "padding": [0, ends[0], 0, ends[1]], "dilation": [1, dilation], "groups": groups}
    expected = conv2d(exact(x)[:, None], exact(w)[:, :, None], **image)[:, 0]
    error = sum_error(conv2d(np.abs(exact(x))[:, None], np.abs(exact(w))[:, :, None], **image)[:, 0], 12)
    check(machine, lambda b, *a: b.conv1d(*a, stride=stride, padding=padding, dilation=dilation, groups=groups),
          [x, w], expected, absolute=error)  # fmt: skip


@pytest.mark.parametrize(("stride", "padding", "dilation", "output_padding", "groups"), [
    (1, 0, 1, 0, 1), (2, 1, 1, 1, 1), ([2, 3], [1, 0], 1, 0, 2), (2, [0, 1, 2, 1], 1, 0, 1), (1, 1, 2, 0, 1),
])  # fmt: skip
def test_conv_transpose2d(
    machine: Machine, stride: Any, padding: Any, dilation: Any, output_padding: int, groups: int
) -> None:
    x, w = values((2, 5, 6, 4), "f32", -2, 2, "x"), values((4, 6 // groups, 3, 3), "f32", -2, 2, "w")
    (top, left, bottom, right), (sy, sx), (dy, dx) = four(padding), two(stride), two(dilation)

    def spread(x: Array, w: Array) -> Array:
        full = np.zeros((2, 4 * sy + 2 * dy + 1 + output_padding, 5 * sx + 2 * dx + 1 + output_padding, 6))
        size_in, size_out = 4 // groups, 6 // groups
        for g in range(groups):
            for i in range(3):
                for j in range(3):
                    full[:, i * dy : i * dy + 4 * sy + 1 : sy, j * dx : j * dx + 5 * sx + 1 : sx,
                         g * size_out : (g + 1) * size_out] += (
                        x[..., g * size_in : (g + 1) * size_in] @ w[g * size_in : (g + 1) * size_in, :, i, j])  # fmt: skip
        return full[:, top : full.shape[1] - bottom, left : full.shape[2] - right]

    expected, error = spread(exact(x), exact(w)), sum_error(spread(np.abs(exact(x)), np.abs(exact(w))), 36)
    check(machine, lambda b, *a: b.conv_transpose2d(*a, stride=stride, padding=padding, dilation=dilation,
                                                    output_padding=output_padding, groups=groups),
          [x, w], expected, absolute=error)  # fmt: skip


POOLS = {
    "halving": {"kernel": 2, "stride": 2, "dilation": 1, "padding": 0, "ceil_mode": False},
    "stem": {"kernel": 3, "stride": 2, "dilation": 1, "padding": 1, "ceil_mode": False},
    "ceil": {"kernel": 3, "stride": 2, "dilation": 1, "padding": 0, "ceil_mode": True},
    "ceil with padding": {"kernel": 3, "stride": 3, "dilation": 1, "padding": 1, "ceil_mode": True},
    "oblong": {"kernel": [3, 2], "stride": [1, 3], "dilation": 1, "padding": [1, 0], "ceil_mode": False},
    "asymmetric": {"kernel": [3, 4], "stride": 1, "dilation": 1, "padding": [0, 2, 1, 1], "ceil_mode": False},
    "dilation": {"kernel": 2, "stride": 1, "dilation": [2, 3], "padding": 1, "ceil_mode": False},
}


@pytest.mark.parametrize("dtype", [*FLOATS, "si32", "ui8"])
@pytest.mark.parametrize("name", POOLS)
def test_max_pool2d(machine: Machine, name: str, dtype: str) -> None:
    x = values((2, 8, 11, 5), dtype, -9, 9)
    options = POOLS[name]
    expected = pool(
        exact(x), *(options[key] for key in ("kernel", "stride", "dilation", "padding", "ceil_mode")), "max"
    )
    check(
        machine,
        lambda b, a: b.max_pool2d(a, **options),
        [x],
        expected if dtype in FLOATS else expected.astype(DTYPES[dtype]),
    )


@pytest.mark.parametrize("name", POOLS)
def test_max_pool2d_with_indices(machine: Machine, name: str) -> None:
    x = values((2, 8, 11, 5), "f32", -9, 9)
    options = POOLS[name]
    numbers = [options[key] for key in ("kernel", "stride", "dilation", "padding", "ceil_mode")]
    check(machine, lambda b, a: b.max_pool2d_with_indices(a, [], **options), [x],
          [pool(exact(x), *numbers, "max"), pool(exact(x), *numbers, "argmax").astype(np.int32)])  # fmt: skip


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("counts", [False, True], ids=["padding left out", "padding counts"])
@pytest.mark.parametrize("name", POOLS)
def test_avg_pool2d(machine: Machine, name: str, counts: bool, dtype: str) -> None:
    x = values((2, 8, 11, 5), dtype, -9, 9)
    options = POOLS[name]
    numbers = [options[key] for key in ("kernel", "stride", "dilation", "padding", "ceil_mode")]
    expected = pool(exact(x), *numbers, "mean", counts)
    error = sum_error(pool(np.abs(exact(x)), *numbers, "mean", counts), 12)
    check(machine, lambda b, a: b.avg_pool2d(a, **options, count_include_pad=counts), [x], expected, absolute=error)


@pytest.mark.parametrize("dtype", FLOATS)
def test_global_avg_pool2d(machine: Machine, dtype: str) -> None:
    x = values((2, 7, 7, 19), dtype, -9, 9)
    expected, error = exact(x).mean((1, 2), keepdims=True), sum_error(np.abs(exact(x)).mean((1, 2), keepdims=True), 49)
    check(machine, lambda b, a: b.global_avg_pool2d(a), [x], expected, absolute=error)


@pytest.mark.parametrize("dtype", [*FLOATS, "si32"])
@pytest.mark.parametrize("scale", [2, [1, 3]], ids=str)
def test_upsample_nearest(machine: Machine, scale: Any, dtype: str) -> None:
    x = values((2, 3, 4, 5), dtype, -9, 9)
    sy, sx = two(scale)
    expected = x.repeat(sy, axis=1).repeat(sx, axis=2)
    check(
        machine, lambda b, a: b.upsample2d(a, scale_factor=scale), [x], exact(expected) if dtype in FLOATS else expected
    )


def test_upsample_bilinear(machine: Machine) -> None:
    x = values((2, 3, 4, 5), "f32")

    def blend(size: int, scale: int) -> Array:
        """Weights of the old positions for each new one; pixels' centres stay in place."""
        matrix = np.zeros((size * scale, size))
        for o in range(size * scale):
            source = max(0.0, (o + 0.5) / scale - 0.5)
            low = min(int(source), size - 1)
            high = min(low + 1, size - 1)
            matrix[o, low] += 1 - (source - low)
            matrix[o, high] += source - low
        return matrix

    formula = "yh,xw,nhwc->nyxc"
    expected = np.einsum(formula, blend(3, 2), blend(4, 3), exact(x))
    error = sum_error(np.einsum(formula, blend(3, 2), blend(4, 3), np.abs(exact(x))), 6)
    check(machine, lambda b, a: b.upsample2d(a, scale_factor=[2, 3], mode="bilinear"), [x], expected, absolute=error)


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
@pytest.mark.parametrize(("stride", "padding", "groups", "mode"), [
    (1, 0, 1, "zeros"), ([1, 2, 1], [1, 0, 2], 2, "zeros"), (1, 1, 1, "replicate"),
])  # fmt: skip
def test_conv3d(machine: Machine, stride: Any, padding: Any, groups: int, mode: str, dtype: str) -> None:
    x, w = values((2, 4, 5, 6, 4), dtype, -2, 2, "x"), values((6, 4 // groups, 3, 2, 3), dtype, -2, 2, "w")
    sd, sh, sw = [stride] * 3 if isinstance(stride, int) else stride
    pads = [padding] * 3 if isinstance(padding, int) else padding

    def slide(x: Array, w: Array) -> Array:
        x = np.pad(x, [(0, 0), *((p, p) for p in pads), (0, 0)], mode="edge" if mode == "replicate" else "constant")
        sizes = [(x.shape[1] - 3) // sd + 1, (x.shape[2] - 2) // sh + 1, (x.shape[3] - 3) // sw + 1]
        result = np.zeros((2, *sizes, 6))
        each_in, each_out = 4 // groups, 6 // groups
        for g in range(groups):
            for k in np.ndindex(3, 2, 3):
                part = x[:, k[0] :: sd, k[1] :: sh, k[2] :: sw, g * each_in : (g + 1) * each_in]
                part = part[:, : sizes[0], : sizes[1], : sizes[2]]
                result[..., g * each_out : (g + 1) * each_out] += (
                    part @ w[g * each_out : (g + 1) * each_out, :, k[0], k[1], k[2]].T
                )
        return result

    expected, error = slide(exact(x), exact(w)), sum_error(slide(np.abs(exact(x)), np.abs(exact(w))), 18 * 4)
    check(machine, lambda b, *a: b.conv3d(*a, stride=stride, padding=padding, groups=groups, padding_mode=mode), [x, w], expected,
          absolute=error)  # fmt: skip
