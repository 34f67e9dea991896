"""A program with all that observers may meet: nested programs, several outputs, bf16, integers, booleans, no elements."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ml_dtypes
import numpy as np

from ttrt import runtime

# w + w is computed once, in a program of its own; only load_cached shows it again.
RICH = """
func.func @main(%a: tensor<2x4xf32>, %w: tensor<4x4xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>},
                %h: tensor<2x4xbf16>, %none: tensor<0x4xf32>)
    -> (tensor<2x2xf32>, tensor<2x2xsi32>, tensor<2x4xbf16>, tensor<2x4xi1>, tensor<0x4xf32>) {
  %0 = "ttir.add"(%w, %w) : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32> loc("encoder.layer.0.weight")
  %1 = "ttir.matmul"(%a, %0) : (tensor<2x4xf32>, tensor<4x4xf32>) -> tensor<2x4xf32> loc("encoder.layer.0.product")
  %2 = "ttir.exp"(%1) : (tensor<2x4xf32>) -> tensor<2x4xf32> loc("encoder.layer.1.exp"("model.py":7:2))
  %3, %4 = "ttir.topk"(%2) <{k = 2 : i32, dim = -1 : i32, largest = true, sorted = true}>
      : (tensor<2x4xf32>) -> (tensor<2x2xf32>, tensor<2x2xsi32>) loc("encoder.layer.1.topk")
  %5 = "ttir.log"(%h) : (tensor<2x4xbf16>) -> tensor<2x4xbf16> loc("head.log")
  %6 = "ttir.gt"(%2, %1) : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xi1> loc("head.gt")
  %7 = "ttir.exp"(%none) : (tensor<0x4xf32>) -> tensor<0x4xf32> loc("head.none")
  return %3, %4, %5, %6, %7
      : tensor<2x2xf32>, tensor<2x2xsi32>, tensor<2x4xbf16>, tensor<2x4xi1>, tensor<0x4xf32>
}
"""

A = np.array([[0, 1, 2, -3], [0.5, -0.5, 1.5, 0]], np.float32)
W = np.eye(4, dtype=np.float32)
H = np.array([[1, 2, 4, 8], [0.5, 0.25, 3, 16]], ml_dtypes.bfloat16)


def rich_inputs(a: np.ndarray = A, w: np.ndarray = W, h: np.ndarray = H) -> list[runtime.Tensor]:
    return [runtime.from_numpy(array) for array in (a, w, h, np.zeros((0, 4), np.float32))]


def watched_copies(binary: object, context: object, op: object) -> Iterator[np.ndarray]:
    """The op's outputs, by the way that does not go through the observers."""
    for ref in runtime.get_op_output_refs(op):
        yield runtime.to_numpy(runtime.retrieve_tensor_from_pool(context, ref)).copy()


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
