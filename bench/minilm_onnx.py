"""The sentence encoder as an ONNX graph, laid out as PyTorch's exporter does, so that onnxruntime's fusions apply.

onnxruntime finds the bias-and-GELU and skip-and-normalise patterns by itself. Its own Attention kernel, which its
offline optimizer would insert for BERT models, is written directly where `fused_attention` is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from minilm.weights import Config, FloatArray

OPSET = 17


class GraphBuilder:
    """Collects nodes and initializers, and names the values between them."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}

    def op(self, kind: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        """Append one node with one result, and return the result's name."""
        name = output or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=f"node_{name}", **attributes))
        return name

    def constant(self, name: str, value: npt.ArrayLike, dtype: npt.DTypeLike = np.float32) -> str:
        """Add an initializer unless one of that name exists, and return its name."""
        if name not in self.initializers:
            array = np.ascontiguousarray(np.asarray(value, dtype))
            self.initializers[name] = numpy_helper.from_array(array, name)
        return name


def build(
    config: Config, weights: Mapping[str, FloatArray], batch: int, length: int, *, fused_attention: bool
) -> onnx.ModelProto:
    """The encoder for i64 `input_ids` and `attention_mask` of [batch, length]; its result is f32[batch, hidden]."""
    graph = GraphBuilder()
    op, constant = graph.op, graph.constant

    def weight(name: str) -> str:
        return constant(name, weights[name])

    def linear(x: str, name: str) -> str:
        matrix = constant(f"{name}.weight_transposed", weights[f"{name}.weight"].T)
        return op("Add", op("MatMul", x, matrix), weight(f"{name}.bias"))

    def norm(x: str, name: str) -> str:
        return op(
            "LayerNormalization",
            x,
            weight(f"{name}.weight"),
            weight(f"{name}.bias"),
            axis=-1,
            epsilon=config.layer_norm_eps,
        )

    def heads(x: str, permutation: Sequence[int]) -> str:
        split = constant("split_heads", [0, 0, config.num_attention_heads, config.head_size], np.int64)
        return op("Transpose", op("Reshape", x, split), perm=list(permutation))

    words = op("Gather", weight("embeddings.word_embeddings.weight"), "input_ids")
    kinds = constant("token_type", weights["embeddings.token_type_embeddings.weight"][:1])
    positions = constant("positions", weights["embeddings.position_embeddings.weight"][None, :length])
    x = norm(op("Add", op("Add", words, kinds), positions), "embeddings.LayerNorm")

    axis1, axis2 = constant("axis1", [1], np.int64), constant("axis2", [2], np.int64)
    kept = op("Cast", op("Unsqueeze", op("Unsqueeze", "attention_mask", axis1), axis2), to=TensorProto.FLOAT)
    bias = op("Mul", op("Sub", constant("one", 1.0), kept), constant("masked", -10000.0))
    keep = op("Cast", "attention_mask", to=TensorProto.INT32)

    def fused(x: str, at: str) -> str:
        parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
        matrix = np.concatenate([weights[f"{part}.weight"].T for part in parts], axis=1)
        vector = np.concatenate([weights[f"{part}.bias"] for part in parts])
        names = constant(f"{at}.qkv.weight", matrix), constant(f"{at}.qkv.bias", vector)
        return op("Attention", x, *names, keep, domain="com.microsoft", num_heads=config.num_attention_heads)

    def written_out(x: str, at: str) -> str:
        query = heads(linear(x, f"{at}.attention.self.query"), (0, 2, 1, 3))
        key = heads(linear(x, f"{at}.attention.self.key"), (0, 2, 3, 1))
        value = heads(linear(x, f"{at}.attention.self.value"), (0, 2, 1, 3))
        scores = op("Div", op("MatMul", query, key), constant("root", np.sqrt(config.head_size)))
        attention = op("Softmax", op("Add", scores, bias), axis=-1)
        context = op("Transpose", op("MatMul", attention, value), perm=[0, 2, 1, 3])
        return op("Reshape", context, constant("join_heads", [0, 0, config.hidden_size], np.int64))

    attend = fused if fused_attention else written_out
    for layer in range(config.num_hidden_layers):
        at = f"encoder.layer.{layer}"
        context = attend(x, at)
        projected = linear(context, f"{at}.attention.output.dense")
        x = norm(op("Add", projected, x), f"{at}.attention.output.LayerNorm")
        inner = linear(x, f"{at}.intermediate.dense")
        phi = op("Add", op("Erf", op("Div", inner, constant("root2", np.sqrt(2)))), constant("one", 1.0))
        inner = op("Mul", op("Mul", inner, phi), constant("half", 0.5))
        x = norm(op("Add", linear(inner, f"{at}.output.dense"), x), f"{at}.output.LayerNorm")

    tokens = op("Unsqueeze", op("Cast", "attention_mask", to=TensorProto.FLOAT), constant("last", [-1], np.int64))
    total = op("ReduceSum", op("Mul", x, tokens), axis1, keepdims=0)
    count = op("Clip", op("ReduceSum", tokens, axis1, keepdims=0), constant("least", 1.0))
    pooled = op("Div", total, count)
    length_of = op("Clip", op("ReduceL2", pooled, axes=[1], keepdims=1), constant("tiny", 1e-12))
    op("Div", pooled, length_of, output="embeddings")

    shape = [batch, length]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "all-MiniLM-L6-v2",
            [
                helper.make_tensor_value_info("input_ids", TensorProto.INT64, shape),
                helper.make_tensor_value_info("attention_mask", TensorProto.INT64, shape),
            ],
            [helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, [batch, config.hidden_size])],
            list(graph.initializers.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)],
    )
    model.ir_version = 8
    onnx.checker.check_model(model, full_check=True)
    return model


def save(config: Config, weights: Mapping[str, FloatArray], batch: int, length: int, path: Path) -> None:
    """Write the ONNX file for one batch and length, in the form that onnxruntime runs fastest."""
    onnx.save(build(config, weights, batch, length, fused_attention=True), path)
