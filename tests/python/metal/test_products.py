"""Matrix products on the simulated card give what the host device gives."""

from __future__ import annotations

import numpy as np
import pytest
from metal_harness import compare, op_program, tensor, values

from ttrt import runtime

SHAPES = [
    ((32, 32), (32, 32)),
    ((40, 70), (70, 50)),
    ((1, 5), (5, 1)),
    ((3, 40, 70), (70, 50)),
    ((2, 3, 33, 20), (3, 20, 40)),
    ((2, 1, 5, 64), (4, 64, 6)),
    ((300, 65), (65, 290)),
    ((70,), (70, 50)),
    ((40, 70), (70,)),
    ((70,), (70,)),
    ((3, 40, 70), (70,)),
]


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
@pytest.mark.parametrize(("left", "right"), SHAPES)
def test_shapes(device: runtime.Device, left: tuple[int, ...], right: tuple[int, ...], dtype: str) -> None:
    a, b = values(left, dtype, -1, 1), values(right, dtype, -1, 1, key=1)
    result = np.matmul(a.astype(np.float32), b.astype(np.float32)).shape
    # Sums of so many products of at most 1, in any order, in f32; and one unit of the dtype.
    error = 2 * left[-1] * (left[-1] + 1) * 2.0**-24
    text = op_program("matmul", [tensor(left, dtype), tensor(right, dtype)], tensor(result, dtype))
    compare(device, text, [a, b], ulps=1, error=error)


@pytest.mark.parametrize(("transpose_a", "transpose_b"), [(False, True), (True, False), (True, True)])
def test_transposed(device: runtime.Device, transpose_a: bool, transpose_b: bool) -> None:
    left = (2, 70, 40) if transpose_a else (2, 40, 70)
    right = (50, 70) if transpose_b else (70, 50)
    attributes = f"<{{transpose_a = {str(transpose_a).lower()}, transpose_b = {str(transpose_b).lower()}}}>"
    text = op_program("matmul", [tensor(left), tensor(right)], tensor((2, 40, 50)), attributes)
    compare(device, text, [values(left, "f32", -1, 1), values(right, "f32", -1, 1, key=1)], ulps=1, error=1e-3)


def test_what_lies_behind_the_edges_does_not_count(device: runtime.Device) -> None:
    """The logarithm of the zeros there is infinite, and its product with anything is not a number."""
    a, b = tensor((40, 33)), tensor((33, 50))
    text = f"""
    func.func @main(%a: {a}, %b: {b}) -> tensor<40x50xf32> {{
      %0 = "ttir.log"(%a) : ({a}) -> {a}
      %1 = "ttir.log"(%b) : ({b}) -> {b}
      %r = "ttir.matmul"(%0, %1) : ({a}, {b}) -> tensor<40x50xf32>
      return %r : tensor<40x50xf32>
    }}"""
    compare(device, text, [values((40, 33), "f32", 1, 3), values((33, 50), "f32", 1, 3)], ulps=64, error=1e-4)


@pytest.mark.parametrize("dtype", ["f32", "bf16"])
def test_linear(device: runtime.Device, dtype: str) -> None:
    operands = [tensor((3, 40, 70), dtype), tensor((50, 70), dtype), tensor((50,), dtype)]
    text = op_program("linear", operands, tensor((3, 40, 50), dtype), "<{transpose_b = true}>")
    inputs = [values((3, 40, 70), dtype, -1, 1), values((50, 70), dtype, -1, 1), values((50,), dtype)]
    compare(device, text, inputs, ulps=1, error=1e-3)


@pytest.mark.parametrize("dimension", [-1, 1])
@pytest.mark.parametrize("dtype", ["f32", "bf16"])
def test_softmax(device: runtime.Device, dtype: str, dimension: int) -> None:
    type = tensor((3, 40, 70), dtype)
    text = op_program("softmax", [type], type, f"<{{dimension = {dimension} : si32, numericStable = true}}>")
    compare(device, text, [values((3, 40, 70), dtype)], ulps=1 if dtype == "bf16" else 32)
