"""Python values to attributes: what the constructors of generated operation classes use.

A builder is registered under the name that TableGen gives a kind of attribute, and is called with the value and the
context.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from ._mlir_libs._mlir import ir

Builder = TypeVar("Builder", bound=Callable[..., Any])


def register_attribute_builder(
    kind: str, replace: bool = False, allow_existing: bool = False
) -> Callable[[Builder], Builder]:
    """A decorator: the function makes attributes of `kind` from (value, context).

    Where the kind has a builder already, the new one takes its place (`replace`), is ignored (`allow_existing`), or is
    refused with ValueError.
    """

    def register(builder: Builder) -> Builder:
        ir.AttrBuilder.insert(kind, builder, replace, allow_existing)
        return builder

    return register


def _integer(make_type: Callable[..., Any], *arguments: Any) -> Callable[..., Any]:
    def build(value: int, context: Any = None) -> Any:
        return ir.IntegerAttr.get(make_type(*arguments, context=context), value)

    return build


def _array(element: Callable[..., Any]) -> Callable[..., Any]:
    def build(values: Sequence[Any], context: Any = None) -> Any:
        return ir.ArrayAttr.get(
            [value if isinstance(value, ir.Attribute) else element(value, context) for value in values], context=context
        )

    return build


def _direct(cls: Any) -> Callable[..., Any]:
    def build(value: Any, context: Any = None) -> Any:
        return cls.get(value, context=context)

    return build


def _float(cls: Any) -> Callable[..., Any]:
    def build(value: float, context: Any = None) -> Any:
        return ir.FloatAttr.get_unchecked(cls.get(context=context), value)

    return build


def _elements(make_type: Callable[..., Any], *arguments: Any, typecode: str) -> Callable[..., Any]:
    """Tensors of one element type from numbers, nested lists of them, or anything with a buffer."""

    def build(value: Any, context: Any = None) -> Any:
        shape: list[int] = []
        flat = [value]
        if not hasattr(value, "__array__"):
            while flat and isinstance(flat[0], list | tuple):
                shape.append(len(flat[0]))
                if any(not isinstance(part, list | tuple) or len(part) != shape[-1] for part in flat):
                    raise ValueError("the lists of a tensor's elements must all have the same length")
                flat = [element for part in flat for element in part]
            value = array(typecode, flat)
        else:
            shape = list(value.shape)
        element_type = make_type(*arguments, context=context)
        return ir.DenseElementsAttr.get(value, type=element_type, shape=shape, context=context)

    return build


def _unit(value: Any, context: Any = None) -> Any:
    return ir.UnitAttr.get(context=context) if value else None


def _symbol_ref(value: Any, context: Any = None) -> Any:
    return ir.SymbolRefAttr.get([value] if isinstance(value, str) else value, context=context)


def _register_all() -> None:
    scalars: dict[str, Callable[..., Any]] = {
        "BoolAttr": _direct(ir.BoolAttr),
        "IndexAttr": _integer(ir.IndexType.get),
        "F32Attr": _float(ir.F32Type),
        "F64Attr": _float(ir.F64Type),
        "StrAttr": _direct(ir.StringAttr),
        "Builtin_StringAttr": _direct(ir.StringAttr),
        "SymbolNameAttr": _direct(ir.StringAttr),
        "FlatSymbolRefAttr": _direct(ir.FlatSymbolRefAttr),
        "SymbolRefAttr": _symbol_ref,
        "TypeAttr": _direct(ir.TypeAttr),
        "UnitAttr": _unit,
        "DictionaryAttr": _direct(ir.DictAttr),
        "AffineMapAttr": lambda value, context=None: ir.AffineMapAttr.get(value),
        "IntegerSetAttr": lambda value, context=None: ir.IntegerSetAttr.get(value),
        "ArrayAttr": lambda value, context=None: ir.ArrayAttr.get(value, context=context),
        "DenseBoolArrayAttr": _direct(ir.DenseBoolArrayAttr),
        "DenseI8ArrayAttr": _direct(ir.DenseI8ArrayAttr),
        "DenseI16ArrayAttr": _direct(ir.DenseI16ArrayAttr),
        "DenseI32ArrayAttr": _direct(ir.DenseI32ArrayAttr),
        "DenseI64ArrayAttr": _direct(ir.DenseI64ArrayAttr),
        "DenseF32ArrayAttr": _direct(ir.DenseF32ArrayAttr),
        "DenseF64ArrayAttr": _direct(ir.DenseF64ArrayAttr),
    }
    for width in (1, 8, 16, 32, 64):
        scalars[f"I{width}Attr"] = _integer(ir.IntegerType.get_signless, width)
        scalars[f"SI{width}Attr"] = _integer(ir.IntegerType.get_signed, width)
        scalars[f"UI{width}Attr"] = _integer(ir.IntegerType.get_unsigned, width)
    scalars["APIntAttr"] = scalars["I64Attr"]
    arrays = {
        "AffineMapArrayAttr": "AffineMapAttr",
        "BoolArrayAttr": "BoolAttr",
        "DictArrayAttr": "DictionaryAttr",
        "F32ArrayAttr": "F32Attr",
        "F64ArrayAttr": "F64Attr",
        "FlatSymbolRefArrayAttr": "FlatSymbolRefAttr",
        "I32ArrayAttr": "I32Attr",
        "I64ArrayAttr": "I64Attr",
        "IndexListArrayAttr": "I64ArrayAttr",
        "StrArrayAttr": "StrAttr",
        "SymbolRefArrayAttr": "SymbolRefAttr",
        "TypeArrayAttr": "TypeAttr",
    }
    for kind in arrays:
        if arrays[kind] in scalars:
            scalars[kind] = _array(scalars[arrays[kind]])
    scalars["IndexListArrayAttr"] = _array(scalars["I64ArrayAttr"])
    scalars["I64SmallVectorArrayAttr"] = scalars["I64ArrayAttr"]
    scalars["MemRefTypeAttr"] = scalars["TypeAttr"]
    scalars["F64ElementsAttr"] = _elements(ir.F64Type.get, typecode="d")
    scalars["I32ElementsAttr"] = _elements(ir.IntegerType.get_signless, 32, typecode="i")
    scalars["I64ElementsAttr"] = _elements(ir.IntegerType.get_signless, 64, typecode="q")
    scalars["IndexElementsAttr"] = _elements(ir.IndexType.get, typecode="q")
    for kind, builder in scalars.items():
        register_attribute_builder(kind)(builder)


_register_all()
