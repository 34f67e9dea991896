"""The builder of TTNN modules: as that of TTIR modules, with layouts and a device that are given where the user does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .. import ir
from . import attributes
from ._ttnn_ops import TTNNOps
from .base import Builder
from .constants import constant_value
from .layouts import Layouts
from .ttnn_types import infer
from .types import DType, TensorLike, shape_of, tensor_type


class TTNNBuilder(Builder, TTNNOps):
    """Builds a module of TTNN functions.

        b = TTNNBuilder()

        @b.func([((2, 3), "f32"), ((3, 4), "f32")])
        def main(x, w):
            return b.matmul(x, w, activation="relu")

    There is a method for every op of TTNN. A tensor that is described by its shape and dtype has the layout that the
    compiler would give it; a tensor type keeps its own. Result types follow from the operands, or are given as `dtype`
    or `result_type`. Ops that need a device use the one of the function, which `device()` gives as well.
    """

    dialect = "ttnn"

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Takes what Builder takes."""
        super().__init__(*arguments, **options)
        self._layouts = Layouts(self.context)
        # The function that has a device so far, and the device.
        self._device_of: tuple[ir.Operation, ir.Value] | None = None

    def device(self) -> ir.Value:
        """The device of the function that is being built."""
        return self._device(None)

    def constant(  # type: ignore[override]
        self,
        value: Any,
        *,
        dtype: DType | None = None,
        device: ir.Value | None = None,
        result_type: TensorLike | None = None,
        **options: Any,
    ) -> ir.Value:
        """A constant tensor from an array, a number or nested lists; see TTIRBuilder.constant."""
        with self.context:
            attribute = attributes.elements(constant_value("ttnn.constant", value, dtype))
        return super().constant(device, value=attribute, result_type=result_type or attribute.type, **options)

    def empty(  # type: ignore[override]
        self, shape: Sequence[int], dtype: DType = "f32", *, device: ir.Value | None = None, **options: Any
    ) -> ir.Value:
        """A tensor whose contents are not defined."""
        return super().empty(device, shape=shape, result_type=(shape, dtype), **options)

    def arange(  # type: ignore[override]
        self,
        start: int,
        end: int,
        step: int = 1,
        *,
        dtype: DType = "f32",
        device: ir.Value | None = None,
        **options: Any,
    ) -> ir.Value:
        """start, start + step, ... up to before end."""
        if step == 0:
            raise ValueError("ttnn.arange: step must not be 0")
        size = max(0, -(-(end - start) // step))
        return super().arange(device, start=start, end=end, step=step, result_type=((size,), dtype), **options)

    def bitcast_convert(self, input: ir.Value, *, dtype: DType | None = None, result_type: TensorLike | None = None,
                        **options: Any) -> ir.Value:  # fmt: skip
        """The bits of the input as another element type of the same size."""
        if result_type is None and dtype is None:
            raise TypeError("ttnn.bitcast_convert takes dtype or result_type")
        return super().bitcast_convert(input, result_type=result_type or (shape_of(input), dtype), **options)

    def _type(self, description: TensorLike) -> ir.Type:
        return self._layouts(tensor_type(description))

    def _device(self, given: ir.Value | None) -> ir.Value:
        """The device that was given, or that of the function: got where the function begins, once."""
        if given is not None:
            return given
        if self._open is None:
            raise RuntimeError("a device belongs to a function: ask for it in the body of one")
        if self._device_of is None or self._device_of[0] is not self._open:
            block = self._open.regions[0].blocks[0]
            operation = ir.Operation.create(
                "ttnn.get_device",
                results=[ir.Type.parse("!ttnn.device")],
                loc=self._open.location,
                ip=ir.InsertionPoint.at_block_begin(block),
            )
            self._device_of = (self._open, operation.result)
        return self._device_of[1]

    def get_device(self, **options: Any) -> ir.Value:
        """Handle to the device, or to the part of its mesh that is named; see the definition of ttnn.get_device."""
        return super().get_device(**{"result_type": ir.Type.parse("!ttnn.device"), **options})

    def _infer(
        self, name: str, operands: Sequence[tuple[str, Any]], given: Mapping[str, ir.Attribute]
    ) -> list[ir.Type] | None:
        tensors = {key: value for key, value in operands if not _is_device(value)}
        flat = [value for group in tensors.values() for value in (group if isinstance(group, list) else [group])]
        if any(value is not None and not isinstance(value.type, ir.RankedTensorType) for value in flat):
            return self._unknown(name)
        try:
            found = infer(name.partition(".")[2], tensors, given)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
        if found is None:
            return self._unknown(name)
        if name == "ttnn.from_device":
            return [self._layouts.in_system_memory(operands[0][1].type)]
        return [self._type(result) for result in found]

    @staticmethod
    def _unknown(name: str) -> list[ir.Type]:
        raise TypeError(f"{name}: its result type does not follow from the operands; give result_type or result_types")


def _is_device(value: Any) -> bool:
    return isinstance(value, ir.Value) and str(value.type) == "!ttnn.device"
