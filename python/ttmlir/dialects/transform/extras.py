"""Handles with methods, for scripts that read from left to right: `module.match_ops("scf.for").print()`.

Once this module is imported, values with types of the dialect transform are of these classes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ... import ir
from ..._mlir_libs._mlirDialectsTransform import AnyOpType, AnyParamType, AnyValueType, OperationType, ParamType
from ...extras.meta import region_op
from .. import _transform_ops_gen, transform
from .._ods_common import get_op_result_or_value
from . import structured


class Handle(ir.Value):
    """A handle, with the handles that it was made from (`parent`) and that were made from it (`children`)."""

    def __init__(self, value: Any, *, parent: Handle | None = None, children: Sequence[Handle] | None = None) -> None:
        super().__init__(value)
        self.parent = parent
        self.children = list(children or [])


@ir.register_value_caster(AnyOpType.get_static_typeid())
@ir.register_value_caster(OperationType.get_static_typeid())
class OpHandle(Handle):
    """A handle of operations."""

    def get_result(self, indices: Sequence[int] = (0,)) -> Any:
        """The handle of the results at these positions."""
        return transform.GetResultOp(AnyValueType.get(), self, list(indices)).result

    def match_ops(self, ops: Any) -> OpHandle:
        """The handle of operations in these, by name, class or interface, or by several names and classes.

        With one name or class, its type says which operations they are.
        """
        if isinstance(ops, str) and ops in structured.MatchInterfaceEnum.__members__:
            ops = structured.MatchInterfaceEnum[ops]
        if isinstance(ops, structured.MatchInterfaceEnum):
            matched = structured.MatchOp(AnyOpType.get(), self, interface=ops)
        else:
            several = isinstance(ops, Sequence) and not isinstance(ops, str)
            names = [op if isinstance(op, str) else op.OPERATION_NAME for op in (ops if several else [ops])]
            result_type = AnyOpType.get() if several else OperationType.get(names[0])
            matched = structured.MatchOp.match_op_names(result_type, self, names)
        handle = OpHandle(get_op_result_or_value(matched), parent=self)
        self.children.append(handle)
        return handle

    def print(self, name: str | None = None) -> OpHandle:
        """Lets the script print the operations, after `name`; returns this handle."""
        transform.PrintOp(target=self, name=name)
        return self


@ir.register_value_caster(AnyParamType.get_static_typeid())
@ir.register_value_caster(ParamType.get_static_typeid())
class ParamHandle(Handle):
    """A handle of parameters."""


@ir.register_value_caster(AnyValueType.get_static_typeid())
class ValueHandle(Handle):
    """A handle of values."""

    def get_defining_op(self) -> OpHandle:
        """The handle of the operations whose results they are."""
        handle: OpHandle = transform.GetDefiningOp(AnyOpType.get(), self).result
        return handle


def constant_param(value: Any) -> ParamHandle:
    """The handle of a parameter: a number, which is an i64, or an attribute."""
    if isinstance(value, int):
        value = ir.IntegerAttr.get(ir.IntegerType.get_signless(64), value)
    is_integer = isinstance(getattr(value, "type", None), ir.IntegerType)
    handle: ParamHandle = transform.ParamConstantOp(
        ParamType.get(value.type) if is_integer else AnyParamType.get(), value
    ).result
    return handle


def insert_transform_script(
    block_or_insertion_point: Any, script: Callable[[OpHandle], Any], dump_script: bool = False
) -> None:
    """Makes the sequence `__transform_main` at the beginning of a block, or at an insertion point.

    `script` is called with the handle of the operation that the sequence will be run on. `dump_script` prints the
    sequence.
    """
    point = block_or_insertion_point
    if isinstance(point, ir.Block):
        point = ir.InsertionPoint.at_block_begin(point)
    context = point.block.owner.context
    with context, ir.Location.unknown(context):
        with point:
            sequence_op = transform.NamedSequenceOp("__transform_main", [AnyOpType.get()], [])
        with ir.InsertionPoint(sequence_op.body):
            script(sequence_op.bodyTarget)
            transform.YieldOp([])
    if dump_script:
        print(sequence_op)


# Decorate functions that make the bodies; the arguments of a `sequence` are annotated with their types.
sequence = region_op(_transform_ops_gen.SequenceOp, terminator=transform.YieldOp)
named_sequence = region_op(transform.NamedSequenceOp, terminator=transform.YieldOp)
apply_patterns = region_op(transform.ApplyPatternsOp)
