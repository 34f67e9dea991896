"""The builder of TTIR modules: functions from Python functions, ops from method calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import ir
from ._ttir_ops import TTIROps
from .base import Builder
from .constants import constant_value
from .types import DType, TensorLike, shape_of


class TTIRBuilder(Builder, TTIROps):
    """Builds a module of TTIR functions.

        b = TTIRBuilder()

        @b.func([((2, 3), "f32"), ((3, 4), "f32")], names=["x", "w"], argument_types=["input", "parameter"])
        def main(x, w):
            return b.relu(b.matmul(x, w))

        print(b.module)

    There is a method for every op of TTIR: operands are values, attributes are keywords. Result types are inferred
    where they follow from the operands; otherwise they are given as `dtype` or `result_type`. `loc` names the op, and
    `unit_attrs` are attributes without a value.
    """

    dialect = "ttir"

    def constant(self, value: Any, *, dtype: DType | None = None, result_type: TensorLike | None = None,
                 **options: Any) -> ir.Value:  # fmt: skip
        """A constant tensor from an array, a number or nested lists.

        Python floats become f32 and integers si32 unless `dtype` says otherwise. A large numpy array is not copied: it
        must not change before the module is compiled. Raises ValueError for integers that the element type cannot hold.
        """
        return super().constant(value=constant_value("ttir.constant", value, dtype), result_type=result_type, **options)

    def empty(self, shape: Sequence[int], dtype: DType = "f32", **options: Any) -> ir.Value:  # type: ignore[override]
        """A tensor whose contents are not defined."""
        return super().empty(result_type=(shape, dtype), **options)

    def arange(self, start: int, end: int, step: int = 1, *, arange_dimension: int = 0, dtype: DType = "f32",
               result_type: TensorLike | None = None, **options: Any) -> ir.Value:  # fmt: skip
        """start, start + step, ... up to before end, along one dimension; without `result_type` of rank one."""
        if step == 0:
            raise ValueError("ttir.arange: step must not be 0")
        size = max(0, -(-(end - start) // step))
        return super().arange(start=start, end=end, step=step, arange_dimension=arange_dimension,
                              result_type=result_type or ((size,), dtype), **options)  # fmt: skip

    def bitcast_convert(
        self,
        input: ir.Value,
        *,
        dtype: DType | None = None,
        result_type: TensorLike | None = None,
        **options: Any,
    ) -> ir.Value:
        """The bits of the input as another element type of the same size."""
        if result_type is None and dtype is None:
            raise TypeError("ttir.bitcast_convert takes dtype or result_type")
        return super().bitcast_convert(input, result_type=result_type or (shape_of(input), dtype), **options)
