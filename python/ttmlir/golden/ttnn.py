"""Golden functions of ttnn ops: those of ttir where name and meaning agree, and the rest in terms of them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from . import attention, elementwise, matmul, normalization, reduction, window
from .registry import GOLDEN_MAPPINGS, Array, copy_mapping, golden

# ttnn ops that mean what the ttir op of the same name means, with the same operands and attributes.
_SAME = [
    "abs", "acos", "add", "arange", "asin", "asinh", "atan", "atan2", "bitcast_convert", "bitwise_and",
    "bitwise_not", "bitwise_or", "bitwise_xor", "cbrt", "ceil", "chunked_scaled_dot_product_attention",
    "clamp_scalar", "clamp_tensor", "concat", "concatenate_heads", "constant", "conv3d", "cos", "cumprod", "cumsum",
    "dropout", "embedding", "empty", "eq", "erf", "erfc", "exp", "expm1", "fill_cache", "floor", "full",
    "gather", "ge", "gelu", "gelu_bw", "global_avg_pool2d", "gt", "hardsigmoid", "isfinite", "le", "leaky_relu",
    "log", "log1p", "logical_and", "logical_left_shift", "logical_not", "logical_or", "logical_right_shift",
    "logical_xor", "lt", "max", "maximum", "mean", "min", "minimum", "mish", "multiply", "ne", "neg", "ones",
    "pad", "paged_fill_cache", "paged_update_cache", "permute", "reciprocal", "relu", "relu6",
    "repeat_interleave", "reshape", "rsqrt", "scaled_dot_product_attention",
    "scaled_dot_product_attention_decode", "scatter", "sigmoid", "sign", "silu", "sin", "slice_dynamic",
    "slice_static", "softmax", "sort", "split_query_key_value_and_split_heads", "sqrt", "subtract", "sum",
    "tan", "tanh", "topk", "transpose", "typecast", "update_cache", "where", "zeros",
]  # fmt: skip
_RENAMED = {
    "dequantize": "dequantize_unrolled",
    "divide": "div",
    "embedding_bw": "embedding_backward",
    "pow_tensor": "pow",
    "quantize": "quantize_unrolled",
    "requantize": "requantize_unrolled",
}
# Ops that change where a tensor lies and how, and not its elements.
_MOVES = ("assign", "from_device", "to_device", "to_layout", "to_memory_config", "to_tensor_spec")

_ACTIVATIONS: dict[str, Callable[[Array], Any]] = {
    name: elementwise.UNARY[name] for name in ("gelu", "relu", "relu6", "sigmoid", "silu", "tanh")
}


for _name, _meaning in [*((name, name) for name in _SAME), *_RENAMED.items()]:
    copy_mapping(f"ttir.{_meaning}", f"ttnn.{_name}")


@golden(*(f"ttnn.{name}" for name in _MOVES), exact=False)
def same_elements(x: Array) -> Array:
    """The same elements elsewhere."""
    return x


@golden("ttnn.copy", "ttnn.write_tensor", exact=False, writes=(1,))
def copy(source: Array, destination: Array) -> Array:
    """The destination has the elements of the source."""
    return source.reshape(destination.shape)


def _activated(x: Array, activation: str | None) -> Array:
    if not activation:
        return x
    if activation not in _ACTIVATIONS:
        raise ValueError(f"there is no activation '{activation}'")
    return np.asarray(_ACTIVATIONS[activation](x))


@golden("ttnn.matmul")
def matmul_ttnn(
    a: Array, b: Array, *, transpose_a: bool = False, transpose_b: bool = False, activation: str | None = None
) -> Array:
    """A product, and what is applied to it."""
    return _activated(matmul.matmul(a, b, transpose_a=transpose_a, transpose_b=transpose_b), activation)


@golden("ttnn.linear")
def linear_ttnn(
    a: Array,
    b: Array,
    bias: Array | None = None,
    *,
    transpose_a: bool = False,
    transpose_b: bool = False,
    activation: str | None = None,
) -> Array:
    """A product with a bias, and what is applied to it."""
    return _activated(matmul.linear(a, b, bias, transpose_a=transpose_a, transpose_b=transpose_b), activation)


@golden("ttnn.remainder")
def remainder(a: Array, b: Array) -> Array:
    """What a division that rounds down leaves: it has the sign of b, ttir's that of a."""
    return np.asarray(np.mod(a, b))


@golden("ttnn.pow_scalar")
def pow_scalar(x: Array, *, rhs: float) -> Array:
    """X to the power of a number."""
    return np.asarray(elementwise.BINARY["pow"](x, np.asarray(rhs, np.float64 if isinstance(rhs, float) else x.dtype)))


@golden("ttnn.repeat")
def repeat(x: Array, *, repeat_dims: Sequence[int]) -> Array:
    """The whole tensor several times along each dimension."""
    return np.tile(x, tuple(repeat_dims))


@golden("ttnn.argmax")
def argmax(x: Array, *, dim: int | None = None, keep_dim: bool = False) -> Array:
    """The index of the largest element along one dimension or of all."""
    return reduction.argmax(x, dim_arg=None if dim is None else [dim], keep_dim=keep_dim)


@golden("ttnn.prod")
def prod(x: Array, *, dim_arg: int | None = None, keep_dim: bool = False) -> Array:
    """The product along one dimension or of all."""
    result: Array = GOLDEN_MAPPINGS["ttir.prod"](x, dim_arg=dim_arg, keep_dim=keep_dim)
    return result


@golden("ttnn.layer_norm")
def layer_norm(x: Array, weight: Array | None = None, bias: Array | None = None, *, epsilon: float = 1e-12) -> Array:
    """Normalized over the last dimension."""
    return normalization.layer_norm(x, weight, bias, normalized_shape=x.shape[-1:], epsilon=epsilon)


@golden("ttnn.rms_norm")
def rms_norm(x: Array, weight: Array | None = None, bias: Array | None = None, *, epsilon: float = 1e-12) -> Array:
    """Divided by the root of the mean square over the last dimension."""
    return normalization.rms_norm(x, weight, bias, normalized_shape=x.shape[-1:], epsilon=epsilon)


@golden("ttnn.group_norm")
def group_norm(
    x: Array,
    input_mask: Array | None = None,
    weight: Array | None = None,
    bias: Array | None = None,
    *,
    num_groups: int,
    epsilon: float = 1e-12,
) -> Array:
    """Of flattened images (N, 1, H W, C)."""
    return normalization.group_norm(x, input_mask, weight, bias, num_groups=num_groups, epsilon=epsilon)


@golden("ttnn.batch_norm_inference")
def batch_norm_inference(
    x: Array,
    running_mean: Array | None = None,
    running_var: Array | None = None,
    weight: Array | None = None,
    bias: Array | None = None,
    *,
    epsilon: float = 1e-5,
) -> Array:
    """Of (N, C, H, W), by statistics of the channels; without them by those of the batch."""
    axes = (0, 2, 3)
    mean = x.mean(axes, keepdims=True) if running_mean is None else running_mean
    variance = x.var(axes, keepdims=True) if running_var is None else running_var
    result = (x - mean) / np.sqrt(variance + epsilon)
    result = result if weight is None else result * weight
    return result if bias is None else result + bias


@golden("ttnn.batch_norm_training", writes=(1, 2))
def batch_norm_training(
    x: Array,
    running_mean: Array,
    running_var: Array,
    weight: Array | None = None,
    bias: Array | None = None,
    *,
    epsilon: float = 1e-5,
    momentum: float = 0.1,
) -> tuple[Array, Array, Array]:
    """Of (N, C, H, W); the running statistics are written in place."""
    channels = x.shape[1]
    scale = np.ones(channels) if weight is None else weight.reshape(-1)
    offset = np.zeros(channels) if bias is None else bias.reshape(-1)
    return normalization.batch_norm_training(
        x, scale, offset, running_mean, running_var, epsilon=epsilon, dimension=1, momentum=momentum
    )


def _fused_activation(config: Any) -> str | None:
    """The activation that the text of a convolution's configuration names."""
    found = re.search(r"activation = <op_type = (\w+)", str(config)) if config is not None else None
    return found[1] if found else None


def _ends(padding: Sequence[int]) -> list[int]:
    """[top, bottom, left, right], as convolutions have it, to [top, left, bottom, right]."""
    return [padding[0], padding[2], padding[1], padding[3]] if len(padding) == 4 else list(padding)


# Ops on images that are flattened to (1, 1, N H W, C), each the ttir op of the same name: the attributes that ttir calls
# otherwise.
_FLATTENED = {
    "avg_pool2d": {"kernel_size": "kernel"},
    "conv2d": {},
    "conv_transpose2d": {},
    "max_pool2d": {"kernel_size": "kernel"},
    "max_pool2d_with_indices": {"kernel_size": "kernel"},
}


def _on_flattened_images(source: Callable[..., Any], names: Mapping[str, str], convolves: bool) -> Callable[..., Any]:
    """The golden function of a ttir op, for images that are flattened, with ttnn's names of attributes.

    What convolves pads [top, bottom, left, right], and may have an activation in its configuration.
    """

    def of_images(
        *operands: Any,
        batch_size: int,
        input_height: int,
        input_width: int,
        conv2d_config: Any = None,
        **attributes: Any,
    ) -> Any:
        given = {names.get(name, name): value for name, value in attributes.items()}
        if convolves:
            given["padding"] = _ends(given["padding"])
        result = source(*operands, **given, flattened_compat_info=[batch_size, input_height, input_width])
        return _activated(result, _fused_activation(conv2d_config)) if convolves else result

    # `evaluate` gives the attributes that are named here.
    own = {
        name: parameter for name, parameter in inspect.signature(of_images).parameters.items() if name != "attributes"
    }
    ttnn_names = {ttir_name: name for name, ttir_name in names.items()}
    taken = [
        parameter.replace(name=ttnn_names.get(parameter.name, parameter.name))
        for parameter in inspect.signature(source).parameters.values()
        if parameter.kind is parameter.KEYWORD_ONLY and parameter.name != "flattened_compat_info"
    ]
    of_images.__signature__ = inspect.Signature([*own.values(), *taken])  # type: ignore[attr-defined]
    of_images.__doc__ = f"{source.__doc__} Of images that are flattened to (1, 1, N H W, C)."
    return of_images


for _name, _names in _FLATTENED.items():
    _source = GOLDEN_MAPPINGS[f"ttir.{_name}"]
    golden(f"ttnn.{_name}")(_on_flattened_images(_source, _names, convolves="conv" in _name))


@golden("ttnn.conv1d")
def conv1d(
    x: Array,
    weight: Array,
    bias: Array | None = None,
    *,
    stride: int,
    padding: Sequence[int],
    dilation: int,
    groups: int,
    conv2d_config: Any = None,
) -> Array:
    """Of (N, L, C)."""
    kernel = weight.reshape(weight.shape[0], weight.shape[1], -1)
    result = window.conv1d(x, kernel, bias, stride=stride, padding=list(padding), dilation=dilation, groups=groups)
    return _activated(result, _fused_activation(conv2d_config))


@golden("ttnn.prepare_conv2d_weights", "ttnn.prepare_conv2d_bias", "ttnn.prepare_conv_transpose2d_bias", exact=False)
def prepared(x: Array) -> Array:
    """The host device's convolutions read weights as they are."""
    return x


@golden("ttnn.paged_scaled_dot_product_attention_decode")
def paged_scaled_dot_product_attention_decode(
    query: Array,
    key: Array,
    value: Array,
    page_table: Array,
    attention_mask: Array | None = None,
    cur_pos_tensor: Array | None = None,
    attention_sink: Array | None = None,
    *,
    is_causal: bool = True,
    scale: float | None = None,
    sliding_window_size: int | None = None,
) -> Array:
    """As ttir's, without an operand for the output."""
    return attention.paged_scaled_dot_product_attention_decode(
        query,
        key,
        value,
        page_table,
        None,
        attention_mask,
        cur_pos_tensor,
        attention_sink,
        is_causal=is_causal,
        scale=scale,
        sliding_window_size=sliding_window_size,
    )
