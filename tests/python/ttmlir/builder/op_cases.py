"""A small program for every ttir op that has a golden function: inputs as (shape, dtype, low, high), and the body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ttmlir.builder.types import numpy_dtype

Input = tuple[tuple[int, ...], str, float, float]


@dataclass(frozen=True)
class Case:
    """`arrays` takes the place of random inputs where their elements matter."""

    inputs: tuple[Input, ...]
    body: Callable[..., Any]
    arrays: tuple[Any, ...] | None = None

    def values(self) -> list[np.ndarray[Any, Any]]:
        """The inputs."""
        random = np.random.default_rng(7)
        found = []
        for index, (shape, dtype, low, high) in enumerate(self.inputs):
            given = None if self.arrays is None else self.arrays[index]
            kind = numpy_dtype(dtype)
            if given is not None:
                found.append(np.asarray(given, kind).reshape(shape))
            elif kind.kind in "iub":
                found.append(random.integers(int(low), int(high) + 1, shape).astype(kind))
            else:
                found.append(random.uniform(low, high, shape).astype(kind))
        return found


def floats(*shape: int, low: float = -3, high: float = 3) -> Input:
    """An input of floats."""
    return shape, "f32", low, high


def integers(*shape: int, low: int = 0, high: int = 9) -> Input:
    """An input of integers."""
    return shape, "si32", low, high


def case(*inputs: Input, body: Callable[..., Any], arrays: tuple[Any, ...] | None = None) -> Case:
    """Short for Case."""
    return Case(inputs, body, arrays)


_UNIT = ("acos", "asin")
_POSITIVE = ("log", "log1p", "reciprocal", "rsqrt", "sqrt")
_FLOAT_UNARY = [
    "abs",
    "acos",
    "asin",
    "asinh",
    "atan",
    "cbrt",
    "ceil",
    "cos",
    "erf",
    "erfc",
    "exp",
    "exp2",
    "expm1",
    "floor",
    "frac",
    "gelu",
    "hardsigmoid",
    "isfinite",
    "log",
    "log1p",
    "logical_not",
    "mish",
    "neg",
    "reciprocal",
    "relu",
    "relu6",
    "rsqrt",
    "selu",
    "sigmoid",
    "sign",
    "signbit",
    "silu",
    "sin",
    "softsign",
    "sqrt",
    "square",
    "tan",
    "tanh",
    "trunc",
]
_FLOAT_BINARY = [
    "add",
    "atan2",
    "div",
    "eq",
    "ge",
    "gt",
    "le",
    "logical_and",
    "logical_or",
    "logical_xor",
    "lt",
    "maximum",
    "minimum",
    "multiply",
    "ne",
    "remainder",
    "subtract",
]
_INTEGER_BINARY = [
    "bitwise_and",
    "bitwise_or",
    "bitwise_xor",
    "logical_left_shift",
    "logical_right_shift",
    "right_shift",
]


def _unary(name: str) -> Case:
    low, high = (
        (-0.9, 0.9) if name in _UNIT else (0.2, 5.0) if name in _POSITIVE else (-1.4, 1.4) if name == "tan" else (-5, 5)
    )
    return case(floats(3, 7, low=low, high=high), body=lambda b, x: getattr(b, name)(x))


def _binary(name: str) -> Case:
    return case(floats(3, 7), floats(7, low=0.5), body=lambda b, x, y: getattr(b, name)(x, y))


def _bits(name: str) -> Case:
    return case(integers(3, 7), integers(7, high=5), body=lambda b, x, y: getattr(b, name)(x, y))


def _reduction(name: str) -> Case:
    return case(floats(3, 5, 7), body=lambda b, x: getattr(b, name)(x, dim_arg=[1], keep_dim=True))


_POOL: dict[str, Any] = {"kernel": 3, "stride": 2, "dilation": 1, "padding": [0, 1, 1, 0], "ceil_mode": True}
_CONVOLUTION: dict[str, Any] = {"stride": [2, 1], "padding": [1, 0, 2, 1], "dilation": [1, 2], "groups": 2}
_TABLE = [[3, 0, 6], [5, 1, 2]]
_STATISTICS = (floats(4), floats(4), floats(4), floats(4, low=0.5))

CASES: dict[str, Case] = {
    **{name: _unary(name) for name in _FLOAT_UNARY},
    **{name: _binary(name) for name in _FLOAT_BINARY},
    **{name: _bits(name) for name in _INTEGER_BINARY},
    **{name: _reduction(name) for name in ("sum", "mean", "max", "min", "prod", "reduce_and", "reduce_or")},
    "arange": case(body=lambda b: b.arange(3, 20, 4)),
    "argmax": case(floats(3, 5), body=lambda b, x: b.argmax(x, dim_arg=[1], keep_dim=False)),
    "avg_pool2d": case(floats(2, 7, 8, 3), body=lambda b, x: b.avg_pool2d(x, **_POOL)),
    "batch_norm_inference": case(floats(2, 4, 5, 6), *_STATISTICS,
                                 body=lambda b, *a: b.batch_norm_inference(*a, epsilon=1e-5, dimension=1)),
    "batch_norm_training": case(floats(2, 4, 5, 6), *_STATISTICS,
                                body=lambda b, *a: b.batch_norm_training(*a, epsilon=1e-5, dimension=1, momentum=0.25)),
    "bitcast_convert": case(floats(3, 4), body=lambda b, x: b.bitcast_convert(x, dtype="ui32")),
    "bitwise_not": case(integers(3, 4), body=lambda b, x: b.bitwise_not(x)),
    "broadcast": case(floats(3, 1), body=lambda b, x: b.broadcast(x, broadcast_dimensions=[1, 4])),
    "chunked_scaled_dot_product_attention": case(
        floats(2, 4, 5, 8), floats(7, 2, 4, 8), floats(7, 2, 4, 8), integers(2, 3), integers(1),
        body=lambda b, q, k, v, t, i: b.chunked_scaled_dot_product_attention(q, k, v, t, i, b.empty((2, 4, 5, 8))),
        arrays=(None, None, None, _TABLE, [4])),
    "clamp_scalar": case(floats(3, 4), body=lambda b, x: b.clamp_scalar(x, min=-1.0, max=1.5)),
    "clamp_tensor": case(floats(3, 4), floats(4, low=-2, high=-1), floats(4, low=1, high=2),
                         body=lambda b, *a: b.clamp_tensor(*a)),
    "concat": case(floats(3, 4), floats(3, 2), body=lambda b, x, y: b.concat([x, y], dim=1)),
    "concatenate_heads": case(floats(2, 4, 5, 8), body=lambda b, x: b.concatenate_heads(x)),
    "constant": case(body=lambda b: b.constant(np.linspace(-2, 2, 12, dtype=np.float32).reshape(3, 4))),
    "conv1d": case(floats(2, 13, 4), floats(6, 2, 3), floats(1, 1, 6),
                   body=lambda b, *a: b.conv1d(*a, stride=2, padding=[0, 2], dilation=1, groups=2)),
    "conv2d": case(floats(2, 8, 9, 4), floats(6, 2, 3, 2), floats(1, 1, 1, 6), body=lambda b, *a: b.conv2d(*a, **_CONVOLUTION)),
    "conv3d": case(floats(2, 4, 5, 6, 4), floats(6, 2, 3, 2, 3),
                   body=lambda b, *a: b.conv3d(*a, stride=1, padding=[1, 0, 2], groups=2, padding_mode="replicate")),
    "conv_transpose2d": case(floats(2, 5, 6, 4), floats(4, 3, 3, 3),
                             body=lambda b, *a: b.conv_transpose2d(*a, stride=[2, 3], padding=[1, 0], dilation=1,
                                                                   output_padding=0, groups=2)),
    "cumprod": case(floats(3, 4), body=lambda b, x: b.cumprod(x, dim=1)),
    "cumsum": case(floats(3, 4), body=lambda b, x: b.cumsum(x, dim=0)),
    "dequantize_unrolled": case(integers(3, 5), floats(1, low=0.5), integers(1),
                                body=lambda b, *a: b.dequantize_unrolled(*a, dtype="f32")),
    "dot_general": case(floats(4, 2, 8), floats(8, 2, 5),
                        body=lambda b, x, y: b.dot_general(x, y, batch_dims_lhs=[1], contract_dims_lhs=[2],
                                                           batch_dims_rhs=[1], contract_dims_rhs=[0])),
    "dropout": case(floats(3, 4), body=lambda b, x: b.dropout(x, prob=0.0, scale=2.0)),
    "embedding": case(integers(2, 5), floats(10, 6), body=lambda b, i, t: b.embedding(i, t)),
    "embedding_backward": case(integers(2, 5), floats(10, 6), floats(2, 5, 6),
                               body=lambda b, *a: b.embedding_backward(*a)),
    "empty": case(floats(3, 4), body=lambda b, x: b.multiply(x, b.zeros(shape=[3, 4])) if b.empty((3, 4)) else None),
    "fill_cache": case(floats(3, 2, 8, 4), floats(1, 2, 5, 4), body=lambda b, c, n: b.fill_cache(c, n, batch_offset=1)),
    "full": case(body=lambda b: b.full(shape=[2, 3], fill_value=1.5)),
    "gather": case(floats(4, 5), integers(2, 5, high=3), body=lambda b, x, i: b.gather(x, i, dim=0)),
    "gelu_bw": case(floats(3, 4), floats(3, 4), body=lambda b, g, x: b.gelu_bw(g, x, approximate="tanh")),
    "get_dimension_size": case(floats(4, 5), body=lambda b, x: b.get_dimension_size(x, dimension=1)),
    "global_avg_pool2d": case(floats(2, 5, 6, 3), body=lambda b, x: b.global_avg_pool2d(x)),
    "group_norm": case(floats(2, 3, 4, 8), floats(8), floats(8),
                       body=lambda b, x, w, c: b.group_norm(x, weight=w, bias=c, num_groups=2, epsilon=1e-5)),
    "index": case(floats(6, 7), body=lambda b, x: b.index(x, dim=1, begin=1, end=6, step=2)),
    "index_select": case(floats(9, 3), body=lambda b, x: b.index_select(x, dim=0, begin=1, length=2, stride=3)),
    "layer_norm": case(floats(2, 3, 8), floats(8), floats(8), body=lambda b, *a: b.layer_norm(*a, normalized_shape=[8])),
    "leaky_relu": case(floats(3, 4), body=lambda b, x: b.leaky_relu(x, parameter=0.1)),
    "linear": case(floats(3, 4), floats(5, 4), floats(5), body=lambda b, *a: b.linear(*a, transpose_b=True)),
    "matmul": case(floats(4, 3), floats(4, 5), body=lambda b, x, y: b.matmul(x, y, transpose_a=True)),
    "max_pool2d": case(floats(2, 7, 8, 3), body=lambda b, x: b.max_pool2d(x, **_POOL)),
    "max_pool2d_with_indices": case(floats(2, 7, 8, 3), body=lambda b, x: b.max_pool2d_with_indices(x, [], **_POOL)),
    "ones": case(body=lambda b: b.ones(shape=[2, 3])),
    "pad": case(floats(2, 3), body=lambda b, x: b.pad(x, padding=[1, 0, 2, 1], value=2.5)),
    "paged_fill_cache": case(floats(7, 2, 4, 8), floats(1, 2, 10, 8), integers(2, 3), integers(1),
                             body=lambda b, *a: b.paged_fill_cache(*a), arrays=(None, None, _TABLE, [1])),
    "paged_scaled_dot_product_attention_decode": case(
        floats(1, 2, 4, 8), floats(7, 2, 4, 8), floats(7, 2, 4, 8), integers(2, 3), integers(2),
        body=lambda b, q, k, v, t, i: b.paged_scaled_dot_product_attention_decode(
            q, k, v, t, b.empty((1, 2, 4, 8)), cur_pos_tensor=i),
        arrays=(None, None, None, _TABLE, [9, 2])),
    "paged_update_cache": case(floats(7, 2, 4, 8), floats(1, 2, 2, 8), integers(2), integers(2, 3),
                               body=lambda b, *a: b.paged_update_cache(*a), arrays=(None, None, [9, 2], _TABLE)),
    "permute": case(floats(2, 3, 4), body=lambda b, x: b.permute(x, permutation=[2, 0, 1])),
    "pow": case(floats(3, 4, low=0.2), floats(4), body=lambda b, x, y: b.pow(x, y)),
    "quantize_unrolled": case(floats(3, 5), floats(3, low=0.2, high=0.5), integers(3),
                              body=lambda b, *a: b.quantize_unrolled(*a, axis=0, dtype="si32")),
    "rearrange": case(floats(2, 3, 4, 5), body=lambda b, x: b.rearrange(x, pattern="b h w c -> (c b) w h")),
    "repeat": case(floats(2, 3), body=lambda b, x: b.repeat(x, repeat_dimensions=[2, 3])),
    "repeat_interleave": case(floats(2, 3), body=lambda b, x: b.repeat_interleave(x, repeats=3, dim=1)),
    "requantize_unrolled": case(integers(3, 5), floats(1, low=0.5), integers(1), floats(1, low=0.5), integers(1),
                                body=lambda b, *a: b.requantize_unrolled(*a, dtype="si32")),
    "reshape": case(floats(2, 6), body=lambda b, x: b.reshape(x, shape=[3, 4])),
    "reverse": case(floats(2, 3, 4), body=lambda b, x: b.reverse(x, dimensions=[0, 2])),
    "rms_norm": case(floats(2, 3, 8), floats(8), body=lambda b, x, w: b.rms_norm(x, w, normalized_shape=[8])),
    "scaled_dot_product_attention": case(
        floats(2, 4, 9, 8), floats(2, 2, 9, 8), floats(2, 2, 9, 8), floats(1, 4, 1, 1),
        body=lambda b, q, k, v, s: b.scaled_dot_product_attention(q, k, v, attention_sink=s, sliding_window_size=3)),
    "scaled_dot_product_attention_decode": case(
        floats(1, 3, 4, 8), floats(3, 2, 12, 8), floats(3, 2, 12, 8), integers(3),
        body=lambda b, *a: b.scaled_dot_product_attention_decode(*a), arrays=(None, None, None, [0, 5, 11])),
    "scatter": case(floats(4, 5), integers(2, 5, high=3), floats(2, 5),
                    body=lambda b, *a: b.scatter(*a, dim=0, scatter_reduce_type="sum")),
    "slice_dynamic": case(floats(4, 6), integers(2), integers(2),
                          body=lambda b, *a: b.slice_dynamic(*a, result_type=((2, 3), "f32")),
                          arrays=(None, [1, 2], [3, 5])),
    "slice_static": case(floats(4, 6), body=lambda b, x: b.slice_static(x, begins=[3, 0], ends=[0, 6], step=[-1, 2])),
    "softmax": case(floats(3, 5), body=lambda b, x: b.softmax(x, dimension=0)),
    "sort": case(floats(3, 9), body=lambda b, x: b.sort(x, dim=1, descending=True)),
    "split_query_key_value_and_split_heads": case(
        floats(2, 5, 64), body=lambda b, x: b.split_query_key_value_and_split_heads(x, num_heads=4, num_kv_heads=2, transpose_key=True)),
    "squeeze": case(floats(3, 1, 4), body=lambda b, x: b.squeeze(x, dim=1)),
    "topk": case(floats(3, 9), body=lambda b, x: b.topk(x, k=3, dim=1, sorted=True)),
    "transpose": case(floats(2, 3, 4), body=lambda b, x: b.transpose(x, dim0=0, dim1=-1)),
    "typecast": case(floats(3, 4), body=lambda b, x: b.typecast(x, dtype="si32")),
    "unsqueeze": case(floats(3, 4), body=lambda b, x: b.unsqueeze(x, dim=1)),
    "update_cache": case(floats(3, 2, 16, 4), floats(1, 2, 3, 4), integers(3),
                         body=lambda b, *a: b.update_cache(*a, batch_offset=0), arrays=(None, None, [5, 0, 15])),
    "upsample2d": case(floats(2, 3, 4, 5), body=lambda b, x: b.upsample2d(x, scale_factor=[2, 3], mode="bilinear")),
    "where": case(integers(3, 4, high=1), floats(4), floats(3, 1), body=lambda b, *a: b.where(*a)),
    "zeros": case(body=lambda b: b.zeros(shape=[2, 3])),
}  # fmt: skip
