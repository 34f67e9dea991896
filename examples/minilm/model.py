"""The encoder as a TTIR program: BERT with exact GELU, mean pooling and scaling to unit length.

Attention is written out with matrix products and softmax, as a front end would hand it over; the compiler's fusing
passes turn it into single ops. The weights are arguments of type `parameter`, so that what depends on them alone is
computed once for a loaded program and not in each run.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from .weights import Config, weight_names, weight_shape

if TYPE_CHECKING:
    from ttmlir.builder import TTIRBuilder
    from ttmlir.ir import Module, Value

# Added to the attention scores of padding: exp(-10000) is 0 in every format.
MASKED = -10000.0


def build(config: Config, batch: int, length: int) -> Module:
    """A module with the function `main`(input_ids: si32[batch, length], attention_mask: f32[batch, length], weights...).

    `attention_mask` is 1 for tokens and 0 for padding. The result is f32[batch, hidden], rows of unit length.
    """
    from ttmlir.builder import TTIRBuilder

    names = weight_names(config)
    b = TTIRBuilder()
    inputs = [((batch, length), "si32"), ((batch, length), "f32")]
    weights = [(weight_shape(config, name), "f32") for name in names]

    @b.func(
        [*inputs, *weights],
        names=["input_ids", "attention_mask", *names],
        argument_types=["input"] * len(inputs) + ["parameter"] * len(weights),
    )
    def main(input_ids: Value, attention_mask: Value, *parameters: Value) -> Value:
        network = _Network(b, config, batch, length, dict(zip(names, parameters, strict=True)))
        return network.encode(input_ids, attention_mask)

    return b.module


class _Network:
    """The parts of the encoder, over one builder and one set of weights."""

    def __init__(self, b: TTIRBuilder, config: Config, batch: int, length: int, weights: dict[str, Value]) -> None:
        self.b = b
        self.config = config
        self.batch = batch
        self.length = length
        self.weights = weights

    def encode(self, input_ids: Value, attention_mask: Value) -> Value:
        b = self.b
        x = self.embed(input_ids)
        keep = b.reshape(attention_mask, shape=[self.batch, 1, 1, self.length])
        bias = b.multiply(b.subtract(self.scalar(1.0), keep), self.scalar(MASKED))
        for layer in range(self.config.num_hidden_layers):
            at = f"encoder.layer.{layer}"
            attended = self.linear(self.attention(x, bias, at), f"{at}.attention.output.dense")
            x = self.norm(b.add(x, attended), f"{at}.attention.output.LayerNorm")
            inner = b.gelu(self.linear(x, f"{at}.intermediate.dense"))
            x = self.norm(b.add(x, self.linear(inner, f"{at}.output.dense")), f"{at}.output.LayerNorm")
        return self.unit_length(self.mean_over_tokens(x, attention_mask))

    def embed(self, input_ids: Value) -> Value:
        b, hidden = self.b, self.config.hidden_size
        words = b.embedding(input_ids, self.weights["embeddings.word_embeddings.weight"])
        positions = b.slice_static(
            self.weights["embeddings.position_embeddings.weight"],
            begins=[0, 0],
            ends=[self.length, hidden],
            step=[1, 1],
        )
        # All tokens are of the first kind; the second is for pairs of sentences.
        kind = b.slice_static(
            self.weights["embeddings.token_type_embeddings.weight"], begins=[0, 0], ends=[1, hidden], step=[1, 1]
        )
        offsets = b.reshape(b.add(positions, kind), shape=[1, self.length, hidden])
        return self.norm(b.add(words, offsets), "embeddings.LayerNorm")

    def attention(self, x: Value, bias: Value, at: str) -> Value:
        b = self.b
        query, key, value = (
            self.heads(self.linear(x, f"{at}.attention.self.{part}")) for part in ("query", "key", "value")
        )
        scores = b.matmul(query, key, transpose_b=True)
        scores = b.multiply(scores, self.scalar(1 / math.sqrt(self.config.head_size)))
        weights = b.softmax(b.add(scores, bias), dimension=3)
        context = b.permute(b.matmul(weights, value), permutation=[0, 2, 1, 3])
        return b.reshape(context, shape=[self.batch, self.length, self.config.hidden_size])

    def heads(self, x: Value) -> Value:
        """[batch, length, hidden] to [batch, heads, length, head size]."""
        split = [self.batch, self.length, self.config.num_attention_heads, self.config.head_size]
        return self.b.permute(self.b.reshape(x, shape=split), permutation=[0, 2, 1, 3])

    def linear(self, x: Value, name: str) -> Value:
        return self.b.linear(x, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"], transpose_b=True)

    def norm(self, x: Value, name: str) -> Value:
        return self.b.layer_norm(
            x,
            weight=self.weights[f"{name}.weight"],
            bias=self.weights[f"{name}.bias"],
            normalized_shape=[self.config.hidden_size],
            epsilon=self.config.layer_norm_eps,
        )

    def mean_over_tokens(self, x: Value, attention_mask: Value) -> Value:
        b = self.b
        keep = b.reshape(attention_mask, shape=[self.batch, self.length, 1])
        total = b.sum(b.multiply(x, keep), dim_arg=[1], keep_dim=False)
        # A row without tokens has a sum of 0, which is divided by 1.
        count = b.maximum(b.sum(attention_mask, dim_arg=[1], keep_dim=True), self.scalar(1.0, rank=2))
        return b.div(total, count)

    def unit_length(self, x: Value) -> Value:
        b = self.b
        squares = b.sum(b.multiply(x, x), dim_arg=[1], keep_dim=True)
        return b.div(x, b.maximum(b.sqrt(squares), self.scalar(1e-12, rank=2)))

    def scalar(self, value: float, rank: int = 4) -> Value:
        return self.b.constant(np.full([1] * rank, value, np.float32))
