"""What the generated modules of this package import: access to operands and results by segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._mlir_libs import _mlir as _cext

__all__ = [
    "equally_sized_accessor",
    "get_default_loc_context",
    "get_op_result_or_op_results",
    "get_op_result_or_value",
    "get_op_results_or_values",
    "segmented_accessor",
]


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
