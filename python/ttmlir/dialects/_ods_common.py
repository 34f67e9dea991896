"""What the generated modules of this package import: access to operands and results by segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from .._attribute_builders import register_attribute_builder
from .._mlir_libs import _mlir as _cext

__all__ = [
    "SubClassValueT",
    "equally_sized_accessor",
    "get_default_loc_context",
    "get_op_result_or_op_results",
    "get_op_result_or_value",
    "get_op_results_or_values",
    "register_array_builder",
    "segmented_accessor",
    "split_dynamic_and_static",
    "split_mixed",
    "split_scalable",
]

# For annotations of what takes and returns one kind of value.
SubClassValueT = TypeVar("SubClassValueT", bound=_cext.ir.Value)


def segmented_accessor(elements: Any, raw_segments: Sequence[int], idx: int) -> Any:
    """The operands or results of segment `idx`, where an attribute lists the sizes of all segments."""
    segments = [int(size) for size in raw_segments]
    start = sum(segments[:idx])
    return elements[start : start + segments[idx]]


def equally_sized_accessor(
    elements: Any,
    n_simple: int,
    n_variadic: int,
    n_preceding_simple: int,
    n_preceding_variadic: int,
) -> tuple[int, int]:
    """Start and size of a group, where all variadic groups are of one size."""
    total_variadic = len(elements) - n_simple
    if n_variadic == 0 or total_variadic % n_variadic:
        raise ValueError(f"{total_variadic} elements cannot be split into {n_variadic} groups of one size")
    size = total_variadic // n_variadic
    return n_preceding_simple + n_preceding_variadic * size, size


def get_default_loc_context(location: Any = None) -> Any:
    """The context of `location`, else the current one."""
    if location is not None:
        return location.context
    if _cext.ir.Location.current is not None:
        return _cext.ir.Location.current.context
    return None


def get_op_result_or_value(argument: Any) -> Any:
    """The value that `argument` stands for: itself, or the only result of an operation."""
    if isinstance(argument, (_cext.ir.OpView, _cext.ir.Operation)):
        return argument.result
    if isinstance(argument, _cext.ir.OpResultList):
        if len(argument) != 1:
            raise ValueError(f"expected exactly one result, got {len(argument)}")
        return argument[0]
    return argument


def get_op_results_or_values(argument: Any) -> Any:
    """The values that `argument` stands for: the results of an operation, or each of a sequence."""
    if isinstance(argument, (_cext.ir.OpView, _cext.ir.Operation)):
        return argument.results
    if isinstance(argument, _cext.ir.OpResultList):
        return argument
    return [get_op_result_or_value(element) for element in argument]


def get_op_result_or_op_results(op: Any) -> Any:
    """The only result, the list of several, or the operation itself where there is none."""
    results = op.results
    if len(results) == 0:
        return op
    return results[0] if len(results) == 1 else results


def _is_value(argument: Any) -> bool:
    return isinstance(argument, (_cext.ir.OpView, _cext.ir.Operation, _cext.ir.Value))


def split_dynamic_and_static(sizes: Any) -> tuple[list[Any], list[int]]:
    """The values among `sizes`, and all sizes as numbers, where the values are dynamic.

    Operations count as their only result; integer attributes, and arrays of them, as numbers.
    """
    dynamic: list[Any] = []
    static: list[int] = []
    for size in sizes:
        if _is_value(size):
            dynamic.append(get_op_result_or_value(size))
            static.append(_cext.ir.ShapedType.get_dynamic_size())
        else:
            static.append(size.value if isinstance(size, _cext.ir.IntegerAttr) else size)
    return dynamic, static


def split_scalable(sizes: Any) -> tuple[list[Any], list[int], list[bool]]:
    """As `split_dynamic_and_static`, and which sizes are scalable: those in a list of one, `[4, [8]]`.

    Raises ValueError for a list of several.
    """
    flat = []
    scalable = []
    for size in sizes:
        is_list = isinstance(size, (list, tuple, _cext.ir.ArrayAttr))
        if is_list and len(size) != 1:
            raise ValueError(f"expected a scalable size as a list of one size, got {len(size)}")
        flat.append(size[0] if is_list else size)
        scalable.append(is_list)
    return *split_dynamic_and_static(flat), scalable


def split_mixed(sizes: Any) -> tuple[list[Any], Any, Any]:
    """Dynamic sizes, a handle that stands for all of them, and the attribute of static ones.

    `sizes` is a sequence of numbers and values; or one value, the handle; or an attribute, which holds static sizes.
    """
    if isinstance(sizes, _cext.ir.Attribute):
        return [], None, sizes
    if _is_value(sizes):
        return [], get_op_result_or_value(sizes), None
    dynamic, static = split_dynamic_and_static(sizes or [])
    return dynamic, None, _cext.ir.DenseI64ArrayAttr.get(static)


def register_array_builder(kind: str, element: str) -> None:
    """Lets a sequence be an attribute of `kind`: an array of what makes an attribute of the kind `element`.

    Several dialects may have the kind: the first builder stays.
    """

    def build(values: Any, context: Any = None) -> Any:
        make = _cext.ir.AttrBuilder.get(element)
        return _cext.ir.ArrayAttr.get(
            [value if isinstance(value, _cext.ir.Attribute) else make(value, context=context) for value in values],
            context=context,
        )

    register_attribute_builder(kind, allow_existing=True)(build)
