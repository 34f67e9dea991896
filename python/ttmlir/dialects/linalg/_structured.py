"""Conveniences for the operations of linalg whose signatures differ: generic, map, reduce, transpose, pack and others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ... import ir
from ..._mlir_libs._mlirDialectsLinalg import fill_builtin_region
from ...extras.meta import region_op
from .. import _linalg_ops_gen as _gen
from .._ods_common import (
    get_op_result_or_op_results,
    get_op_result_or_value,
    register_array_builder,
    split_mixed,
)

__all__ = ["GenericOp", "GenericOp_", "broadcast", "generic", "map", "pack", "reduce", "transpose", "unpack"]


register_array_builder("IteratorTypeArrayAttr", "IteratorTypeEnum")


class GenericOp_(_gen.GenericOp):  # noqa: N801  (MLIR's name)
    """An operation whose body says what it computes for one element, with an empty block for that.

    Results have the types of `outputs` that are tensors.
    """

    def __init__(
        self,
        inputs: Any,
        outputs: Any,
        indexing_maps: Any,
        iterator_types: Any,
        *,
        doc: Any = None,
        library_call: Any = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        inputs = [get_op_result_or_value(value) for value in inputs]
        outputs = [get_op_result_or_value(value) for value in outputs]
        super().__init__(
            [value.type for value in outputs if isinstance(value.type, ir.RankedTensorType)],
            inputs,
            outputs,
            indexing_maps,
            iterator_types,
            doc=doc,
            library_call=library_call,
            loc=loc,
            ip=ip,
        )
        # A scalar is passed as it is.
        types = [getattr(value.type, "element_type", value.type) for value in [*inputs, *outputs]]
        self.regions[0].blocks.append(*types)


GenericOp = _gen.GenericOp
generic = region_op(GenericOp_, terminator=_gen.YieldOp)
reduce = region_op(_gen.ReduceOp, terminator=_gen.YieldOp)
map = region_op(_gen.MapOp, terminator=_gen.YieldOp)


def _only(outs: Sequence[Any]) -> tuple[Any, list[Any]]:
    """The only output, and the types of results; raises ValueError for none or several."""
    if len(outs) != 1:
        raise ValueError(f"{outs=} must have length 1.")
    out = get_op_result_or_value(outs[0])
    return out, [out.type] if isinstance(out.type, ir.RankedTensorType) else []


def transpose(input: Any, *, outs: Sequence[Any], permutation: Any) -> Any:
    """A `TransposeOp` with its body: dimension i of the output is dimension `permutation[i]` of the input."""
    init, types = _only(outs)
    op = _gen.TransposeOp(result=types, input=input, init=init, permutation=permutation)
    fill_builtin_region(op.operation)
    return op


def broadcast(input: Any, *, outs: Sequence[Any], dimensions: Any) -> Any:
    """A `BroadcastOp` with its body: `dimensions` are those of the output that the input does not have."""
    init, types = _only(outs)
    op = _gen.BroadcastOp(result=types, input=input, init=init, dimensions=dimensions)
    fill_builtin_region(op.operation)
    return op


def pack(
    source: Any,
    dest: Any,
    inner_dims_pos: Any,
    inner_tiles: Any,
    *,
    padding_value: Any = None,
    outer_dims_perm: Any = None,
    loc: Any = None,
    ip: Any = None,
) -> Any:
    """The result of a `PackOp`: `source` in tiles of the sizes `inner_tiles`, numbers or values."""
    dynamic, _, static = split_mixed(inner_tiles)
    op = _gen.PackOp(
        source,
        get_op_result_or_value(dest),
        inner_dims_pos,
        dynamic,
        static,
        padding_value=padding_value,
        outer_dims_perm=outer_dims_perm,
        loc=loc,
        ip=ip,
    )
    return get_op_result_or_op_results(op)


def unpack(
    source: Any,
    dest: Any,
    inner_dims_pos: Any,
    inner_tiles: Any,
    *,
    outer_dims_perm: Any = None,
    loc: Any = None,
    ip: Any = None,
) -> Any:
    """The result of an `UnPackOp`: what `pack` with the same arguments made tiles of."""
    dynamic, _, static = split_mixed(inner_tiles)
    op = _gen.UnPackOp(
        source,
        get_op_result_or_value(dest),
        inner_dims_pos,
        dynamic,
        static,
        outer_dims_perm=outer_dims_perm,
        loc=loc,
        ip=ip,
    )
    return get_op_result_or_op_results(op)
