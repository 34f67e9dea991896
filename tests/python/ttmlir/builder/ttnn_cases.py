"""A small program for every ttnn op that has a golden function: those of ttir where the methods are called alike."""

from __future__ import annotations

from typing import Any

from op_cases import CASES, Case, case, floats, integers

# Called otherwise, or absent, in ttnn.
_OTHER = """
    arange argmax avg_pool2d batch_norm_inference batch_norm_training broadcast chunked_scaled_dot_product_attention conv1d
    conv2d conv3d conv_transpose2d dequantize_unrolled div dot_general embedding_backward exp2 frac get_dimension_size
    group_norm index index_select layer_norm max_pool2d max_pool2d_with_indices paged_fill_cache paged_update_cache
    paged_scaled_dot_product_attention_decode pad pow prod quantize_unrolled rearrange reduce_and reduce_or repeat
    requantize_unrolled reverse right_shift rms_norm scaled_dot_product_attention_decode selu signbit softsign square squeeze trunc unsqueeze update_cache
    upsample2d fill_cache
""".split()  # noqa: SIM905

_IMAGES: dict[str, Any] = {"batch_size": 2, "input_height": 7, "input_width": 8}
_POOL: dict[str, Any] = {**_IMAGES, "channels": 3, "kernel_size": [3, 2], "stride": [2, 1], "padding": [0, 1, 1, 0],
                         "dilation": [1, 1], "ceil_mode": True}  # fmt: skip
_CONVOLUTION: dict[str, Any] = {**_IMAGES, "in_channels": 4, "out_channels": 6, "kernel_size": [3, 2], "stride": [2, 1],
                                "padding": [1, 2, 0, 1], "dilation": [1, 2], "groups": 2}  # fmt: skip
_PREPARED: dict[str, Any] = {
    **_CONVOLUTION, "input_memory_config": "#ttnn.memory_config<#ttnn.buffer_type<dram>, <interleaved>>",
    "input_tensor_layout": "row_major", "input_dtype": "f32",
}  # fmt: skip
_TABLE = [[3, 0, 6], [5, 1, 2]]
_CHANNELS = (floats(1, 4, 1, 1), floats(1, 4, 1, 1, low=0.5), floats(1, 4, 1, 1), floats(1, 4, 1, 1))


def _in_place(method: str, *inputs: Any, **options: Any) -> Case:
    """An op that writes its first operand, of which a copy is returned."""
    arrays = options.pop("arrays", None)

    def body(b: Any, cache: Any, *rest: Any) -> Any:
        getattr(b, method)(cache, *rest, **options)
        return b.assign(cache)

    return case(*inputs, body=body, arrays=arrays)


def _copy(b: Any, source: Any, destination: Any, method: str) -> Any:
    target = b.assign(destination)
    getattr(b, method)(source, target)
    return b.neg(target)


TTNN_CASES: dict[str, Case] = {
    **{name: made for name, made in CASES.items() if name not in _OTHER},
    **{name: case(floats(3, 4), body=lambda b, x, name=name: getattr(b, name)(x))
       for name in ("assign", "from_device", "to_device", "to_layout", "to_memory_config", "to_tensor_spec")},
    "arange": case(body=lambda b: b.arange(3, 20, 4)),
    "argmax": case(floats(3, 5), body=lambda b, x: b.argmax(x, dim=1, keep_dim=False)),
    "avg_pool2d": case(floats(1, 1, 112, 3), body=lambda b, x: b.avg_pool2d(x, count_include_pad=False, **_POOL)),
    "batch_norm_inference": case(floats(2, 4, 5, 6), *_CHANNELS, body=lambda b, *a: b.batch_norm_inference(*a)),
    "batch_norm_training": case(floats(2, 4, 5, 6), *_CHANNELS,
                                body=lambda b, x, m, v, w, c: (b.batch_norm_training(x, m, v, w, c, momentum=0.25),
                                                               b.assign(m), b.assign(v))),
    "chunked_scaled_dot_product_attention": case(
        floats(2, 4, 5, 8), floats(7, 2, 4, 8), floats(7, 2, 4, 8), integers(2, 3), integers(1),
        body=lambda b, *a: b.chunked_scaled_dot_product_attention(*a), arrays=(None, None, None, _TABLE, [4])),
    "conv1d": case(floats(2, 13, 4), floats(6, 2, 3), floats(1, 1, 1, 6),
                   body=lambda b, *a: b.conv1d(*a, in_channels=4, out_channels=6, batch_size=2, input_length=13, kernel_size=3,
                                               stride=2, padding=[0, 2], dilation=1, groups=2)),
    "conv2d": case(floats(1, 1, 112, 4), floats(6, 2, 3, 2), floats(1, 1, 1, 6), body=lambda b, *a: b.conv2d(*a, **_CONVOLUTION)),
    "conv3d": case(floats(2, 4, 5, 6, 4), floats(6, 2, 3, 2, 3),
                   body=lambda b, *a: b.conv3d(*a, in_channels=4, out_channels=6, batch_size=2, input_depth=4, input_height=5,
                                               input_width=6, kernel_size=[3, 2, 3], stride=[1, 2, 1], padding=[1, 0, 2],
                                               groups=2, padding_mode="replicate")),
    "conv_transpose2d": case(floats(1, 1, 112, 4), floats(4, 3, 3, 2),
                             body=lambda b, *a: b.conv_transpose2d(*a, output_padding=[0, 0], **_CONVOLUTION)),
    "copy": case(floats(3, 4), floats(3, 4), body=lambda b, x, y: _copy(b, x, y, "copy")),
    "dequantize": case(integers(3, 5), floats(1, low=0.5), integers(1), body=lambda b, *a: b.dequantize(*a, dtype="f32")),
    "divide": case(floats(3, 7), floats(7, low=0.5), body=lambda b, x, y: b.divide(x, y)),
    "embedding_bw": case(integers(2, 5), floats(10, 6), floats(1, 1, 10, 6), body=lambda b, *a: b.embedding_bw(*a)),
    "fill_cache": _in_place("fill_cache", floats(3, 2, 8, 4), floats(1, 2, 5, 4), batch_offset=1),
    "group_norm": case(floats(2, 1, 12, 8), floats(1, 1, 1, 8), floats(1, 1, 1, 8),
                       body=lambda b, x, w, c: b.group_norm(x, weight=w, bias=c, num_groups=2, epsilon=1e-5)),
    "layer_norm": case(floats(2, 3, 8), floats(8), floats(8), body=lambda b, *a: b.layer_norm(*a, epsilon=1e-5)),
    "linear": case(floats(3, 4), floats(5, 4), floats(5), body=lambda b, *a: b.linear(*a, transpose_b=True, activation="gelu")),
    "matmul": case(floats(4, 3), floats(4, 5), body=lambda b, x, y: b.matmul(x, y, transpose_a=True, activation="relu")),
    "max_pool2d": case(floats(1, 1, 112, 3), body=lambda b, x: b.max_pool2d(x, **_POOL)),
    "max_pool2d_with_indices": case(floats(1, 1, 112, 3), body=lambda b, x: b.max_pool2d_with_indices(x, **_POOL)),
    "nlp_concat_heads": case(floats(2, 4, 5, 8), body=lambda b, x: b.nlp_concat_heads(x)),
    "nlp_concat_heads_decode": case(floats(1, 3, 8, 6), body=lambda b, x: b.nlp_concat_heads_decode(x, num_heads=5)),
    "nlp_create_qkv_heads_decode": case(
        floats(1, 1, 3, 64), body=lambda b, x: b.nlp_create_qkv_heads_decode(x, num_heads=4, num_kv_heads=2)),
    "pad": case(floats(2, 3), body=lambda b, x: b.pad(x, padding=[1, 0, 2, 1], value=2.5, use_multicore=False)),
    "paged_fill_cache": _in_place("paged_fill_cache", floats(7, 2, 4, 8), floats(1, 2, 10, 8), integers(2, 3), integers(1),
                                  arrays=(None, None, _TABLE, [1])),
    "paged_scaled_dot_product_attention_decode": case(
        floats(1, 2, 4, 8), floats(7, 2, 4, 8), floats(7, 2, 4, 8), integers(2, 3), integers(2),
        body=lambda b, q, k, v, t, i: b.paged_scaled_dot_product_attention_decode(q, k, v, t, cur_pos_tensor=i),
        arrays=(None, None, None, _TABLE, [9, 2])),
    "paged_update_cache": _in_place("paged_update_cache", floats(7, 2, 4, 8), floats(1, 2, 2, 8), integers(2), integers(2, 3),
                                    arrays=(None, None, [9, 2], _TABLE)),
    "pow_scalar": case(floats(3, 4, low=0.2), body=lambda b, x: b.pow_scalar(x, rhs=2.5)),
    "pow_tensor": case(floats(3, 4, low=0.2), floats(4), body=lambda b, x, y: b.pow_tensor(x, y)),
    "prepare_conv2d_bias": case(
        floats(1, 1, 112, 4), floats(6, 2, 3, 2), floats(1, 1, 1, 6),
        body=lambda b, x, w, c: b.conv2d(x, w, b.prepare_conv2d_bias(c, **_PREPARED), **_CONVOLUTION)),
    "prepare_conv2d_weights": case(
        floats(1, 1, 112, 4), floats(6, 2, 3, 2),
        body=lambda b, x, w: b.conv2d(x, b.prepare_conv2d_weights(w, weights_format="OIHW", has_bias=False, **_PREPARED),
                                      **_CONVOLUTION)),
    "prepare_conv_transpose2d_bias": case(
        floats(1, 1, 112, 4), floats(4, 3, 3, 2), floats(1, 1, 1, 6),
        body=lambda b, x, w, c: b.conv_transpose2d(x, w, b.prepare_conv_transpose2d_bias(c, **_PREPARED),
                                                   output_padding=[0, 0], **_CONVOLUTION)),
    "prod": case(floats(3, 5), body=lambda b, x: b.prod(x, dim_arg=1, keep_dim=True)),
    "quantize": case(floats(3, 5), floats(3, low=0.2, high=0.5), integers(3),
                     body=lambda b, *a: b.quantize(*a, axis=0, dtype="si32")),
    "repeat": case(floats(2, 3), body=lambda b, x: b.repeat(x, repeat_dims=[2, 3])),
    "requantize": case(integers(3, 5), floats(1, low=0.5), integers(1), floats(1, low=0.5), integers(1),
                       body=lambda b, *a: b.requantize(*a, dtype="si32")),
    "rms_norm": case(floats(2, 3, 8), floats(8), body=lambda b, x, w: b.rms_norm(x, w, epsilon=1e-5)),
    "rotary_embedding": case(floats(2, 3, 5, 8), floats(1, 1, 9, 8), floats(1, 1, 9, 8),
                             body=lambda b, *a: b.rotary_embedding(*a)),
    "rotary_embedding_llama": case(floats(1, 2, 5, 8), floats(1, 1, 5, 8), floats(1, 1, 5, 8), floats(1, 1, 8, 8),
                                   body=lambda b, *a: b.rotary_embedding_llama(*a)),
    "scaled_dot_product_attention_decode": case(
        floats(1, 3, 4, 8), floats(3, 2, 12, 8), floats(3, 2, 12, 8), integers(3),
        body=lambda b, q, k, v, i: b.scaled_dot_product_attention_decode(q, k, v, cur_pos_tensor=i),
        arrays=(None, None, None, [0, 5, 11])),
    "update_cache": _in_place("update_cache", floats(3, 2, 16, 4), floats(1, 2, 3, 4), integers(3), batch_offset=0,
                              arrays=(None, None, [5, 0, 15])),
    "upsample": case(floats(2, 3, 4, 5), body=lambda b, x: b.upsample(x, scale_factor=[2, 3], mode="bilinear")),
    "write_tensor": case(floats(3, 4), floats(3, 4), body=lambda b, x, y: _copy(b, x, y, "write_tensor")),
}  # fmt: skip
