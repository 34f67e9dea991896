"""Result types of ttnn ops, which do not infer them: from the ttir op that means the same, or by a rule."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .. import ir
from ..golden.attributes import unpack_mlir_attr
from .ttir_builder import TTIRBuilder

# A shape and an element type.
Inferred = tuple[list[int], ir.Type]
Attributes = Mapping[str, Any]

# ttnn ops whose only result has the type of their first operand.
_LIKE_FIRST = frozenset([
    "assign", "batch_norm_inference", "batch_norm_training", "from_device", "group_norm", "layer_norm",
    "pow_scalar", "prepare_conv2d_bias", "prepare_conv2d_weights", "prepare_conv_transpose2d_bias",
    "prepare_conv_transpose2d_weights", "rms_norm", "rotary_embedding", "rotary_embedding_llama", "to_device",
    "to_layout", "to_memory_config", "to_tensor_spec",
])  # fmt: skip
# ttnn ops that the ttir op of another name stands for.
_NAMES = {"divide": "div", "embedding_bw": "embedding_backward", "pow_tensor": "pow", "upsample": "upsample2d"}
# Attributes of another name in ttir.
_ATTRIBUTES = {
    ("argmax", "dim"): "dim_arg",
    ("prod", "dim_arg"): "dim_arg",
    ("repeat", "repeat_dims"): "repeat_dimensions",
}
# Ops of ttir with an operand for an output, which those of ttnn do not have; its type is that of the query.
_WITH_OUTPUT = ("chunked_scaled_dot_product_attention", "paged_scaled_dot_product_attention_decode")


def infer(name: str, named: Mapping[str, Any], attributes: Mapping[str, ir.Attribute]) -> list[Inferred] | None:
    """The result types of the ttnn op `name` (without the dialect), in the current context; None without a rule.

    `named` has an entry for each operand of the definition but devices, in order: a value, None, or a list of values.

    Raises:
        ValueError: the operands and attributes do not go together.
    """
    values = {key: unpack_mlir_attr(attribute) for key, attribute in attributes.items()}
    operands = list(named.values())
    if name in _LIKE_FIRST:
        return [_described(operands[0])]
    if name in _RULES:
        try:
            return _RULES[name](operands, values)
        except (IndexError, TypeError, ZeroDivisionError) as error:
            raise ValueError(f"its operands do not fit its attributes: {error}") from error
    return _by_ttir(name, named, values)


def _described(value: ir.Value) -> Inferred:
    tensor = ir.RankedTensorType(value.type)
    return list(tensor.shape), tensor.element_type


def _by_ttir(name: str, named: Mapping[str, Any], values: Attributes) -> list[Inferred] | None:
    """Builds the ttir op for operands of the same shapes, and looks at its results."""
    method_name = _NAMES.get(name, name)
    if not hasattr(TTIRBuilder, method_name):
        return None
    groups = [group if isinstance(group, list) else [group] for group in named.values()]
    flat = [value for group in groups for value in group if value is not None]
    given = {_ATTRIBUTES.get((name, key), key): value for key, value in values.items()}
    if name in ("argmax", "prod") and "dim_arg" in given:
        given["dim_arg"] = [given["dim_arg"]]
    found: list[Inferred] = []
    scratch = TTIRBuilder(ir.Context.current)
    method = getattr(scratch, method_name)
    known = _keywords_of(method)

    def body(*arguments: ir.Value) -> Any:
        rest = iter(arguments)
        grouped: dict[str, Any] = {
            key: None if group is None else [next(rest) for _ in group] if isinstance(group, list) else next(rest)
            for key, group in named.items()
        }
        if name in _WITH_OUTPUT:
            grouped["output"] = grouped["query"]
        made = method(**grouped, **{key: value for key, value in given.items() if key in known})
        found.extend(_described(value) for value in (made if isinstance(made, tuple) else (made,)))
        return made

    try:
        scratch.func([_described(value) for value in flat], name="infer")(body)
    except (ir.MLIRError, TypeError) as error:
        if isinstance(error, TypeError) and "result_type" in str(error):
            return None  # ttir does not infer it either
        raise ValueError(str(error).replace("ttir.", "ttnn.")) from error
    return found


def _keywords_of(method: Callable[..., Any]) -> set[str]:
    return {
        parameter.name
        for parameter in inspect.signature(method).parameters.values()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }


def _window(size: int, kernel: int, stride: int, padding: int, dilation: int, ceil: bool = False) -> int:
    """How many windows there are along one dimension."""
    room = size + padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError(f"a window of {dilation * (kernel - 1) + 1} is larger than {size} with a padding of {padding}")
    return (-(-room // stride) if ceil else room // stride) + 1


def _conv1d(operands: Sequence[Any], values: Attributes) -> list[Inferred]:
    shape, element = _described(operands[0])
    ends = values["padding"] * 2 if len(values["padding"]) == 1 else values["padding"]
    length = _window(values["input_length"], values["kernel_size"], values["stride"], sum(ends), values["dilation"])
    return [([shape[0], length, values["out_channels"]], element)]


def _conv2d(operands: Sequence[Any], values: Attributes) -> list[Inferred]:
    padding = values["padding"]
    # [height, width] or [top, bottom, left, right]
    height, width = (2 * padding[0], 2 * padding[1]) if len(padding) == 2 else (sum(padding[:2]), sum(padding[2:]))
    return _flat_images(operands, values, (height, width), values["out_channels"])


def _pool(operands: Sequence[Any], values: Attributes) -> list[Inferred]:
    padding = values["padding"]
    # [height, width] or [top, left, bottom, right]
    height, width = (2 * padding[0], 2 * padding[1]) if len(padding) == 2 else (sum(padding[::2]), sum(padding[1::2]))
    return _flat_images(operands, values, (height, width), values["channels"], padding[0], padding[1])


def _pool_with_indices(operands: Sequence[Any], values: Attributes) -> list[Inferred]:
    ((shape, element),) = _pool(operands, values)
    return [(shape, element), (shape, ir.IntegerType.get_signed(32))]


def _flat_images(
    operands: Sequence[Any],
    values: Attributes,
    padding: tuple[int, int],
    channels: int,
    top: int = 0,
    left: int = 0,
) -> list[Inferred]:
    """(1, 1, N OH OW, C)."""
    ceil = bool(values.get("ceil_mode", False))
    sizes = []
    for axis, name in enumerate(("input_height", "input_width")):
        size, stride = values[name], values["stride"][axis]
        count = _window(size, values["kernel_size"][axis], stride, padding[axis], values["dilation"][axis], ceil)
        if ceil and (count - 1) * stride >= size + (top, left)[axis]:
            count -= 1  # a window has to begin inside
        sizes.append(count)
    return [([1, 1, values["batch_size"] * sizes[0] * sizes[1], channels], _described(operands[0])[1])]


def _conv_transpose2d(operands: Sequence[Any], values: Attributes) -> list[Inferred]:
    padding = values["padding"]
    pads = (2 * padding[0], 2 * padding[1]) if len(padding) == 2 else (sum(padding[:2]), sum(padding[2:]))
    sizes = []
    for axis, name in enumerate(("input_height", "input_width")):
        spread = values["dilation"][axis] * (values["kernel_size"][axis] - 1)
        extra = values["output_padding"][axis] + 1 - pads[axis]
        sizes.append((values[name] - 1) * values["stride"][axis] + spread + extra)
    shape = [1, 1, values["batch_size"] * sizes[0] * sizes[1], values["out_channels"]]
    return [(shape, _described(operands[0])[1])]


def _conv3d(operands: Sequence[Any], values: Attributes) -> list[Inferred]:
    shape, element = _described(operands[0])
    sizes = [
        _window(size, kernel, stride, 2 * pad, 1)
        for size, kernel, stride, pad in zip(
            shape[1:4], values["kernel_size"], values["stride"], values["padding"], strict=True
        )
    ]
    return [([shape[0], *sizes, values["out_channels"]], element)]


def _nlp_concat_heads(operands: Sequence[Any], values: Attributes) -> list[Inferred]:
    (batch, heads, positions, width), element = _described(operands[0])
    return [([batch, 1, positions, heads * width], element)]


def _nlp_concat_heads_decode(operands: Sequence[Any], values: Attributes) -> list[Inferred]:
    (_, batch, _, width), element = _described(operands[0])
    return [([1, 1, batch, values["num_heads"] * width], element)]


def _nlp_create_qkv_heads_decode(operands: Sequence[Any], values: Attributes) -> list[Inferred]:
    (_, _, batch, fused), element = _described(operands[0])
    heads = values["num_heads"]
    fewer = values.get("num_kv_heads") or heads
    width = fused // (heads + 2 * fewer)
    return [([1, batch, count, width], element) for count in (heads, fewer, fewer)]


_RULES: dict[str, Callable[[Sequence[Any], Attributes], list[Inferred]]] = {
    "avg_pool2d": _pool,
    "conv1d": _conv1d,
    "conv2d": _conv2d,
    "conv3d": _conv3d,
    "conv_transpose2d": _conv_transpose2d,
    "max_pool2d": _pool,
    "max_pool2d_with_indices": _pool_with_indices,
    "nlp_concat_heads": _nlp_concat_heads,
    "nlp_concat_heads_decode": _nlp_concat_heads_decode,
    "nlp_create_qkv_heads_decode": _nlp_create_qkv_heads_decode,
}
