"""Python values from attributes, as golden functions take them, and numpy's dtypes from element types."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from .. import ir
from .._element_types import numpy_dtype
from .registry import Array, ResultType

_SHAPE = re.compile(r"#ttnn\.shape<([\dx]*)>")
_FLATTENED = re.compile(r"#ttir<flattened_compat batchSize = (\d+), inputHeight = (\d+), inputWidth = (\d+)>")
_KEYWORD = re.compile(r"#\w+\.\w+<(\w+)>")
# Segments are known from how operands are grouped.
_STRUCTURE = ("operandSegmentSizes", "resultSegmentSizes")


def unpack_mlir_attr(attribute: Any) -> Any:
    """The Python value of an attribute: a number, a text, a list, the keyword of an enumerator, an array of elements.

    What is none of these is returned as its text; what is no attribute, as it is.
    """
    if not isinstance(attribute, ir.Attribute):
        return attribute
    if isinstance(attribute, (ir.DenseElementsAttr, ir.DenseResourceElementsAttr)):
        return elements(attribute)
    if isinstance(attribute, (ir.BoolAttr, ir.IntegerAttr, ir.FloatAttr, ir.StringAttr)):
        return attribute.value
    if isinstance(attribute, ir.ArrayAttr):
        return [unpack_mlir_attr(item) for item in attribute]
    text = str(attribute)
    if text.startswith("array<"):
        return list(attribute)
    if shape := _SHAPE.fullmatch(text):
        return [int(size) for size in shape[1].split("x") if size]
    if flattened := _FLATTENED.fullmatch(text):
        return [int(number) for number in flattened.groups()]
    if keyword := _KEYWORD.fullmatch(text):
        return keyword[1]
    return text


def unpacked_attributes(operation: ir.Operation) -> dict[str, Any]:
    """The attributes of an operation, by name."""
    attributes = operation.attributes
    names = [name for name in attributes if name not in _STRUCTURE]
    return {name: unpack_mlir_attr(attributes[name]) for name in names}


def elements(attribute: ir.Attribute) -> Array:
    """The elements of a constant, in their dtype."""
    tensor = ir.RankedTensorType(attribute.type)
    shape, dtype = list(tensor.shape), numpy_dtype(tensor.element_type)
    if isinstance(attribute, ir.DenseResourceElementsAttr):
        return np.frombuffer(attribute.raw_bytes, dtype).reshape(shape)
    return np.array(attribute).astype(dtype).reshape(shape)


def result_type(value: ir.Value) -> ResultType:
    """Shape and dtype of a tensor. Raises TypeError for what numpy does not have."""
    tensor = ir.RankedTensorType(value.type)
    return ResultType(tuple(tensor.shape), numpy_dtype(tensor.element_type))
