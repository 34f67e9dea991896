"""The operations of transform that have bodies: sequence, named_sequence and foreach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ... import ir
from .. import _transform_ops_gen as _gen
from .._ods_common import _cext, get_op_result_or_op_results, get_op_result_or_value, get_op_results_or_values
from . import interpreter
from ._handles import with_body

__all__ = ["ForeachOp", "NamedSequenceOp", "SequenceOp", "foreach", "named_sequence", "sequence"]

_register = _cext.register_operation(_gen._Dialect, replace=True)


@_register
@with_body
class SequenceOp(_gen.SequenceOp):
    """Steps that are taken one after another, with an empty body.

    `target` is a handle, or, at the top, the type of one; `extra_bindings` are further handles, an operation whose
    results they are, or types of handles.
    """

    def __init__(
        self,
        failure_propagation_mode: Any,
        results: Any,
        target: Any,
        extra_bindings: Any = None,
        *,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        root = None if isinstance(target, ir.Type) else get_op_result_or_value(target)
        extra = list(get_op_results_or_values(extra_bindings or []))
        types = [value if isinstance(value, ir.Type) else value.type for value in extra]
        bindings = [] if extra and isinstance(extra[0], ir.Type) else extra
        # A single type stands for a list of one.
        results = [results] if isinstance(results, ir.Type) else results
        super().__init__(results, failure_propagation_mode, bindings, root=root, loc=loc, ip=ip)
        self.regions[0].blocks.append(target if root is None else root.type, *types)


def sequence(
    failure_propagation_mode: Any,
    results: Any,
    target: Any,
    extra_bindings: Any = None,
    *,
    loc: Any = None,
    ip: Any = None,
) -> Any:
    """The result of a `SequenceOp`, the list of several, or the operation where it has none."""
    op = SequenceOp(failure_propagation_mode, results, target, extra_bindings, loc=loc, ip=ip)
    return get_op_result_or_op_results(op)


@_register
@with_body
class NamedSequenceOp(_gen.NamedSequenceOp):
    """A sequence with a name and typed arguments and results, with an empty body."""

    def __init__(
        self,
        sym_name: Any,
        input_types: Sequence[Any],
        result_types: Sequence[Any],
        *,
        sym_visibility: Any = None,
        arg_attrs: Any = None,
        res_attrs: Any = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        super().__init__(
            sym_name,
            ir.TypeAttr.get(ir.FunctionType.get(list(input_types), list(result_types))),
            sym_visibility=sym_visibility,
            arg_attrs=arg_attrs,
            res_attrs=res_attrs,
            loc=loc,
            ip=ip,
        )
        self.regions[0].blocks.append(*input_types)

    def apply(self, payload: Any, transform_options: Any = None) -> Any:
        """Runs the sequence on `payload`, which is changed and returned.

        Raises ValueError where the module around the sequence is not marked `transform.with_named_sequence`, or the
        sequence fails.
        """
        parent = self.operation.parent
        if parent is None or "transform.with_named_sequence" not in parent.attributes:
            raise ValueError("expected the sequence in a module with the attribute transform.with_named_sequence")
        interpreter.apply_named_sequence(payload, self, parent, transform_options)
        return payload


def named_sequence(
    sym_name: Any, input_types: Sequence[Any], result_types: Sequence[Any], **keywords: Any
) -> NamedSequenceOp:
    """A `NamedSequenceOp` with these arguments."""
    return NamedSequenceOp(sym_name, input_types, result_types, **keywords)


@_register
class ForeachOp(_gen.ForeachOp):
    """Steps for each operation of the targets, with an empty body."""

    def __init__(
        self,
        results: Sequence[Any],
        targets: Sequence[Any],
        *,
        with_zip_shortest: bool = False,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        values = [get_op_result_or_value(target) for target in targets]
        super().__init__(results, values, with_zip_shortest=with_zip_shortest, loc=loc, ip=ip)
        self.regions[0].blocks.append(*[value.type for value in values])

    @property
    def body(self) -> Any:
        """The block of the body."""
        return self.regions[0].blocks[0]

    @property
    def bodyTargets(self) -> Any:  # noqa: N802
        """The handles of one operation of each target, in the body."""
        return self.body.arguments


def foreach(
    results: Sequence[Any],
    targets: Sequence[Any],
    *,
    with_zip_shortest: bool = False,
    loc: Any = None,
    ip: Any = None,
) -> Any:
    """The result of a `ForeachOp`, the list of several, or the operation where it has none."""
    return get_op_result_or_op_results(ForeachOp(results, targets, with_zip_shortest=with_zip_shortest, loc=loc, ip=ip))
