"""The same encoder in plain numpy, as an independent specification for tests.

Follows the BERT encoder (Devlin et al. 2018) with exact GELU, mean pooling over the tokens that the mask keeps,
and scaling to unit length. Computes in the dtype given; float64 makes it the better of any two that differ.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from .weights import Config, FloatArray

Array = npt.NDArray[Any]


def erf(x: Array) -> Array:
    """The error function of every element, by the C library."""
    values = np.fromiter(map(math.erf, x.ravel().tolist()), np.float64, x.size)
    return values.reshape(x.shape).astype(x.dtype)


def gelu(x: Array) -> Array:
    """Multiply x by Phi(x), with the normal distribution's Phi, not its tanh approximation."""
    product: Array = x * x.dtype.type(0.5) * (1 + erf(x * x.dtype.type(math.sqrt(0.5))))
    return product


def layer_norm(x: Array, weight: Array, bias: Array, epsilon: float) -> Array:
    """Normalise the last dimension to mean 0 and variance 1, then scale and shift."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = np.square(centred).mean(axis=-1, keepdims=True)
    normalised: Array = centred / np.sqrt(variance + x.dtype.type(epsilon)) * weight + bias
    return normalised


def softmax(x: Array) -> Array:
    """Exponentials of the last dimension, divided by their sum."""
    exponentials = np.exp(x - x.max(axis=-1, keepdims=True))
    scaled: Array = exponentials / exponentials.sum(axis=-1, keepdims=True)
    return scaled


def encode(
    config: Config,
    weights: Mapping[str, FloatArray],
    ids: npt.NDArray[np.int32],
    mask: Array,
    dtype: npt.DTypeLike = np.float64,
) -> Array:
    """The unit-length embeddings [batch, hidden] of token ids [batch, length] under a mask of the same shape."""
    w: dict[str, Array] = {name: array.astype(dtype) for name, array in weights.items()}
    mask = mask.astype(dtype)

    def linear(x: Array, name: str) -> Array:
        product: Array = x @ w[f"{name}.weight"].T + w[f"{name}.bias"]
        return product

    def norm(x: Array, name: str) -> Array:
        return layer_norm(x, w[f"{name}.weight"], w[f"{name}.bias"], config.layer_norm_eps)

    def heads(x: Array) -> Array:
        return x.reshape(*x.shape[:2], config.num_attention_heads, config.head_size).transpose(0, 2, 1, 3)

    length = ids.shape[1]
    x = w["embeddings.word_embeddings.weight"][ids]
    x = x + w["embeddings.position_embeddings.weight"][:length] + w["embeddings.token_type_embeddings.weight"][0]
    x = norm(x, "embeddings.LayerNorm")

    # A masked token gets a weight of exp(-10000), which is 0 in every format here.
    bias = (1 - mask)[:, None, None, :] * -1e4
    for layer in range(config.num_hidden_layers):
        at = f"encoder.layer.{layer}"
        query, key, value = (heads(linear(x, f"{at}.attention.self.{part}")) for part in ("query", "key", "value"))
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(np.asarray(config.head_size, dtype))
        context = softmax(scores + bias) @ value
        context = context.transpose(0, 2, 1, 3).reshape(x.shape)
        x = norm(x + linear(context, f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm")
        inner = gelu(linear(x, f"{at}.intermediate.dense"))
        x = norm(x + linear(inner, f"{at}.output.dense"), f"{at}.output.LayerNorm")

    pooled = (x * mask[:, :, None]).sum(axis=1) / np.maximum(mask.sum(axis=1, keepdims=True), 1)
    # An empty row stays zero rather than becoming not-a-number.
    unit: Array = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-12)
    return unit
