"""The dialect memref: Buffers, and views of them."""

# ruff: noqa: F401, F403  (this module hands on what was generated)
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import ir as _ir
from . import _memref_ops_gen as _gen
from . import arith as _arith  # its enumerations are attributes here
from ._memref_ops_gen import *
from ._memref_ops_gen import _Dialect
from ._ods_common import split_mixed as _split_mixed


def _static(size: Any) -> Any:
    """The number that `size` is, or that it is a constant of; None for sizes known only at run time."""
    if isinstance(size, int):
        return None if size == _ir.ShapedType.get_dynamic_size() else size
    if isinstance(size, _ir.IntegerAttr):
        return size.value
    if isinstance(size, _ir.Value):
        owner = size.owner
        size = owner.opview if isinstance(owner, _ir.Operation) else owner
    if isinstance(size, _arith.ConstantOp) and isinstance(size.type, (_ir.IntegerType, _ir.IndexType)):
        return size.literal_value
    return None


def _dense_strides(sizes: Sequence[int]) -> list[int]:
    """The strides of a buffer without gaps."""
    strides = [1]
    for size in reversed(sizes[1:]):
        strides.insert(0, strides[0] * size)
    return strides[-len(sizes) :] if sizes else []


def _infer_memref_subview_result_type(
    source_memref_type: Any, offsets: Any, static_sizes: Any, static_strides: Any
) -> tuple[list[Any], list[int], list[int], Any]:
    """Offsets, sizes and strides, constants among them as numbers, and the type of that view.

    Raises ValueError where a size or stride is known only at run time.
    """
    source_strides, source_offset = source_memref_type.get_strides_and_offset()
    sizes, strides = [_static(size) for size in static_sizes], [_static(stride) for stride in static_strides]
    if None in [*sizes, *strides, *(_static(stride) for stride in source_strides)]:
        raise ValueError("Only inferring from python or mlir integer constant is supported.")
    starts = [_static(offset) for offset in offsets]
    if None in [*starts, _static(source_offset)]:
        offset = _ir.ShapedType.get_dynamic_size()
    else:
        offset = source_offset + sum(start * stride for start, stride in zip(starts, source_strides, strict=True))
    result_strides = [stride * step for stride, step in zip(source_strides, strides, strict=True)]
    layout = None
    if offset != 0 or result_strides != _dense_strides(sizes):
        layout = _ir.StridedLayoutAttr.get(offset, result_strides)
    result_type = _ir.MemRefType.get(sizes, source_memref_type.element_type, layout, source_memref_type.memory_space)
    mixed = [given if start is None else start for given, start in zip(offsets, starts, strict=True)]
    return mixed, sizes, strides, result_type


def subview(
    source: Any,
    offsets: Any,
    sizes: Any,
    strides: Any,
    *,
    result_type: Any = None,
    loc: Any = None,
    ip: Any = None,
) -> Any:
    """A view of a buffer: from offsets on, so many elements, so far apart.

    Each is a sequence of numbers, and of values of type index. The type of the result is inferred where sizes and
    strides are numbers or constants; otherwise it has to be given, or ValueError is raised.
    """
    if isinstance(source, (_ir.OpView, _ir.Operation)):
        source = source.result
    if result_type is None:
        try:
            offsets, sizes, strides, result_type = _infer_memref_subview_result_type(
                source.type, offsets or [], sizes or [], strides or []
            )
        except ValueError as error:
            raise ValueError("mixed static/dynamic offset/sizes/strides requires explicit result type.") from error
    dynamic, _, static = zip(*(_split_mixed(part) for part in (offsets, sizes, strides)), strict=True)
    return _gen.subview(result_type, source, *dynamic, *static, loc=loc, ip=ip)
