"""Elementwise programs on the simulated card give what the host device gives."""

from __future__ import annotations

import pytest
from metal_harness import compare, op_program, tensor, values

from ttrt import runtime

# The widest gap in units of the dtype between the host's kernels and the tile engine: both compute in f32.
UNARY = {
    "abs": 0, "ceil": 0, "floor": 0, "neg": 0, "relu": 0, "sign": 0, "relu6": 0,
    "exp": 4, "expm1": 8, "sin": 8, "cos": 8, "tanh": 8, "sigmoid": 8, "silu": 8, "gelu": 16, "erf": 8, "atan": 8,
    "tan": 16, "hardsigmoid": 2, "mish": 16,
}  # fmt: skip
POSITIVE = {"log": 8, "log1p": 8, "sqrt": 2, "rsqrt": 4, "reciprocal": 2}
BINARY = {"add": 0, "subtract": 0, "multiply": 0, "maximum": 0, "minimum": 0, "div": 2, "atan2": 8}
COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge", "logical_and", "logical_or", "logical_xor")
SHAPES = [(), (1,), (33,), (32, 32), (40, 70), (3, 33, 65), (2, 3, 5, 7), (70, 3000)]


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
@pytest.mark.parametrize("op", UNARY)
def test_unary(device: runtime.Device, op: str, dtype: str) -> None:
    type = tensor((40, 70), dtype)
    compare(device, op_program(op, [type], type), [values((40, 70), dtype)], ulps=UNARY[op], error=1e-6)


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
@pytest.mark.parametrize("op", POSITIVE)
def test_unary_of_positive_numbers(device: runtime.Device, op: str, dtype: str) -> None:
    type = tensor((40, 70), dtype)
    compare(device, op_program(op, [type], type), [values((40, 70), dtype, 0.1)], ulps=POSITIVE[op], error=1e-6)


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
@pytest.mark.parametrize("op", BINARY)
def test_binary(device: runtime.Device, op: str, dtype: str) -> None:
    type = tensor((2, 33, 65), dtype)
    inputs = [values((2, 33, 65), dtype, key=i) for i in range(2)]
    compare(device, op_program(op, [type, type], type), inputs, ulps=BINARY[op], error=1e-6)


@pytest.mark.parametrize("op", COMPARISONS)
def test_comparison(device: runtime.Device, op: str) -> None:
    a, b = values((40, 70)).round(), values((40, 70), key=1).round()
    compare(device, op_program(op, [tensor((40, 70))] * 2, tensor((40, 70), "i1")), [a, b])


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_shapes(device: runtime.Device, shape: tuple[int, ...]) -> None:
    type = tensor(shape)
    compare(device, op_program("multiply", [type, type], type), [values(shape, key=i) for i in range(2)])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ((40, 70), (70,)),
        ((40, 70), (40, 1)),
        ((40, 70), (1,)),
        ((40, 1), (1, 70)),
        ((3, 40, 70), (1, 70)),
        ((3, 1, 70), (2, 1, 40, 1)),
        ((2, 1, 1, 1), (3, 33, 5)),
        ((1, 64, 64), (4, 1, 64)),
    ],
)
def test_broadcasts(device: runtime.Device, left: tuple[int, ...], right: tuple[int, ...]) -> None:
    a, b = values(left), values(right, key=1)
    compare(device, op_program("add", [tensor(left), tensor(right)], tensor((a + b).shape)), [a, b])


def test_the_same_operand_twice(device: runtime.Device) -> None:
    type = tensor((40, 70))
    text = f"""
    func.func @main(%a: {type}) -> {type} {{
      %r = "ttir.multiply"(%a, %a) : ({type}, {type}) -> {type}
      return %r : {type}
    }}"""
    compare(device, text, [values((40, 70))])


def test_choice(device: runtime.Device) -> None:
    inputs = [values((40, 70), "i1"), values((40, 70)), values((1,), key=1)]
    operands = [tensor((40, 70), "i1"), tensor((40, 70)), tensor((1,))]
    compare(device, op_program("where", operands, tensor((40, 70))), inputs)


@pytest.mark.parametrize(
    ("source", "target"),
    [("f32", "bf16"), ("bf16", "f32"), ("i32", "f32"), ("f32", "i32"), ("i1", "f32"), ("i32", "bf16"), ("i1", "i32")],
)
def test_conversion(device: runtime.Device, source: str, target: str) -> None:
    compare(
        device, op_program("typecast", [tensor((40, 70), source)], tensor((40, 70), target)), [values((40, 70), source)]
    )


@pytest.mark.parametrize("op", ["add", "subtract", "multiply", "maximum", "minimum", "bitwise_and", "bitwise_xor"])
def test_integers(device: runtime.Device, op: str) -> None:
    type = tensor((40, 70), "i32")
    compare(device, op_program(op, [type, type], type), [values((40, 70), "i32", key=i) for i in range(2)])


def test_limits(device: runtime.Device) -> None:
    type = tensor((40, 70))
    attributes = "<{min = -1.0 : f32, max = 2.5 : f32}>"
    compare(device, op_program("clamp_scalar", [type], type, attributes), [values((40, 70))])


def test_slopes(device: runtime.Device) -> None:
    type = tensor((40, 70))
    attributes = "<{parameter = 0.1 : f32}>"
    compare(device, op_program("leaky_relu", [type], type, attributes), [values((40, 70))], ulps=1)


def test_constants(device: runtime.Device) -> None:
    type = tensor((40, 70))
    text = f"""
    func.func @main(%a: {type}) -> {type} {{
      %c = "ttir.constant"() <{{value = dense<[[1.0], [2.0]]> : tensor<2x1xf32>}}> : () -> tensor<2x1xf32>
      %r = "ttir.reshape"(%c) <{{shape = [1 : i32, 2 : i32]}}> : (tensor<2x1xf32>) -> tensor<1x2xf32>
      %s = "ttir.sum"(%r) <{{keep_dim = true, dim_arg = [1 : i32]}}> : (tensor<1x2xf32>) -> tensor<1x1xf32>
      %x = "ttir.add"(%a, %s) : ({type}, tensor<1x1xf32>) -> {type}
      return %x : {type}
    }}"""
    compare(device, text, [values((40, 70))])


def test_an_argument_is_returned(device: runtime.Device) -> None:
    type = tensor((5, 7))
    compare(device, f"func.func @main(%a: {type}) -> {type} {{ return %a : {type} }}", [values((5, 7))])
