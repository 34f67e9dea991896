"""Layouts of tensors, as the compiler gives them."""

from __future__ import annotations

import re

from .. import ir, passes


class Layouts:
    """Gives tensor types the layout that the pass ttnn-layout gives them; each type is looked up once."""

    def __init__(self, context: ir.Context) -> None:
        self._context = context
        self._known: dict[str, ir.Type] = {}

    def __call__(self, type_: ir.Type) -> ir.Type:
        """The type with a layout; one that has a layout or is no tensor, as it is."""
        text = str(type_)
        if text not in self._known:
            self._known[text] = self._by_pass(text)
        return self._known[text]

    def in_system_memory(self, type_: ir.Type) -> ir.Type:
        """The type with a layout in rows in the host's memory; whatever layout it has."""
        tensor = ir.RankedTensorType(type_)
        shape, element = list(tensor.shape), tensor.element_type
        # Integers lie in rows: a layout of theirs needs another element type and another memory.
        rows = self(ir.RankedTensorType.get(shape, ir.IntegerType.get_signed(32)))
        layout = re.sub(r"si32, #ttnn\.buffer_type<dram>>, <interleaved>", "", str(ir.RankedTensorType(rows).encoding))
        place = f"{element}, #ttnn.buffer_type<system_memory>>"
        return ir.RankedTensorType.get(shape, element, ir.Attribute.parse(f"{layout.removesuffix('>')}{place}>"))

    def _by_pass(self, text: str) -> ir.Type:
        with self._context, ir.Location.unknown():
            module = ir.Module.parse(f"func.func private @value({text})")
            passes.run_pipeline(module, "ttnn-layout")
            function = module.body.operations[0].operation
            return ir.FunctionType(ir.TypeAttr(function.attributes["function_type"]).value).inputs[0]
