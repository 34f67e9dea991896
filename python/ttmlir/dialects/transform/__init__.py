"""The dialect transform: Scripts that transform other programs.

What other dialects add to it is in the modules beside this one: `structured` for linalg, `loop`, `vector` and others.
`extras` has handles with methods, `interpreter` runs scripts.
"""

# ruff: noqa: F401, F403  (this module hands on what was generated)
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NewType

from ... import ir as _ir
from ..._attribute_builders import register_attribute_builder as _register_attribute_builder
from ..._mlir_libs._mlirDialectsTransform import *
from ..._mlir_libs._mlirDialectsTransform import AnyOpType
from .. import _transform_ops_gen as _gen
from .._ods_common import _cext
from .._ods_common import get_op_result_or_op_results as _result_or_results
from .._ods_common import get_op_result_or_value as _value
from .._ods_common import get_op_results_or_values as _values
from .._transform_enum_gen import *
from .._transform_ops_gen import *
from .._transform_ops_gen import _Dialect
from . import interpreter
from ._script import *

_register = _cext.register_operation(_Dialect, replace=True)


@_register_attribute_builder("ParamOperandAttr")
def _param_operand(index: int, context: Any = None) -> Any:
    return _ir.Attribute.parse(f"#transform.param_operand<index={index}>", context=context)


@_register
class CastOp(_gen.CastOp):
    """A handle as one of another type."""

    def __init__(self, result_type: Any, target: Any, *, loc: Any = None, ip: Any = None) -> None:
        super().__init__(result_type, _value(target), loc=loc, ip=ip)


def cast(result_type: Any, target: Any, *, loc: Any = None, ip: Any = None) -> Any:
    """The result of a `CastOp`."""
    return CastOp(result_type, target, loc=loc, ip=ip).result


@_register
class ApplyPatternsOp(_gen.ApplyPatternsOp):
    """Applies patterns to all that is in the target; the empty block `patterns` is for the operations that name them."""

    def __init__(
        self,
        target: Any,
        apply_cse: bool = False,
        max_iterations: Any = None,
        max_num_rewrites: Any = None,
        *,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        super().__init__(
            target,
            apply_cse=apply_cse,
            max_iterations=max_iterations,
            max_num_rewrites=max_num_rewrites,
            loc=loc,
            ip=ip,
        )
        self.regions[0].blocks.append()

    @property
    def patterns(self) -> Any:
        """The block for the operations that name patterns."""
        return self.regions[0].blocks[0]


def apply_patterns(*arguments: Any, **keywords: Any) -> ApplyPatternsOp:
    """An `ApplyPatternsOp` with these arguments."""
    return ApplyPatternsOp(*arguments, **keywords)


@_register
class GetParentOp(_gen.GetParentOp):
    """The operations that those of the target lie in."""

    def __init__(
        self,
        result_type: Any,
        target: Any,
        *,
        isolated_from_above: bool = False,
        allow_empty_results: bool = False,
        op_name: str | None = None,
        deduplicate: bool = False,
        nth_parent: int = 1,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        super().__init__(
            result_type,
            _value(target),
            isolated_from_above=isolated_from_above,
            allow_empty_results=allow_empty_results,
            op_name=op_name,
            deduplicate=deduplicate,
            nth_parent=nth_parent,
            loc=loc,
            ip=ip,
        )


def get_parent_op(result_type: Any, target: Any, **keywords: Any) -> Any:
    """The result of a `GetParentOp` with these arguments."""
    return GetParentOp(result_type, target, **keywords).result


@_register
class MergeHandlesOp(_gen.MergeHandlesOp):
    """A handle of all that several handles stand for."""

    def __init__(
        self,
        handles: Sequence[Any],
        *,
        deduplicate: bool = False,
        results: Any = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        super().__init__(
            [_value(handle) for handle in handles], deduplicate=deduplicate, results=results, loc=loc, ip=ip
        )


def merge_handles(handles: Sequence[Any], **keywords: Any) -> Any:
    """The result of a `MergeHandlesOp` with these arguments."""
    return MergeHandlesOp(handles, **keywords).result


@_register
class ReplicateOp(_gen.ReplicateOp):
    """Handles that stand for what `handles` do, once for each operation of `pattern`."""

    def __init__(self, pattern: Any, handles: Sequence[Any], *, loc: Any = None, ip: Any = None) -> None:
        values = [_value(handle) for handle in handles]
        super().__init__([value.type for value in values], _value(pattern), values, loc=loc, ip=ip)


def replicate(pattern: Any, handles: Sequence[Any], *, loc: Any = None, ip: Any = None) -> Any:
    """The result of a `ReplicateOp`, or the list of several."""
    return _result_or_results(ReplicateOp(pattern, handles, loc=loc, ip=ip))


def _option(value: Any, operands: list[Any], context: Any) -> Any:
    """The attribute of a pass's option; handles in it are appended to `operands`, and referred to by their positions."""
    if isinstance(value, (_ir.Value, _ir.Operation, _ir.OpView)):
        operands.append(_value(value))
        return _param_operand(len(operands) - 1, context)
    if isinstance(value, _ir.Attribute):
        return value
    if isinstance(value, bool):
        return _ir.BoolAttr.get(value, context=context)
    if isinstance(value, int):
        return _ir.IntegerAttr.get(_ir.IntegerType.get_signless(64, context=context), value)
    if isinstance(value, str):
        return _ir.StringAttr.get(value, context=context)
    if isinstance(value, Sequence):
        return _ir.ArrayAttr.get([_option(element, operands, context) for element in value], context=context)
    raise TypeError(f"Unsupported option type: {type(value)}")


@_register
class ApplyRegisteredPassOp(_gen.ApplyRegisteredPassOp):
    """Runs a pass or pipeline by name on the operations of the target.

    `options` are numbers, strings, attributes, handles of parameters, or sequences of these, by name. Raises TypeError
    for others.
    """

    def __init__(
        self,
        result: Any,
        target: Any,
        pass_name: Any,
        *,
        options: Mapping[Any, Any] | None = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        target = _value(target)
        operands: list[Any] = []
        attributes = {
            name.value if isinstance(name, _ir.StringAttr) else name: _option(value, operands, target.context)
            for name, value in (options or {}).items()
        }
        super().__init__(
            result,
            target,
            pass_name,
            operands,
            options=_ir.DictAttr.get(attributes, context=target.context),
            loc=loc,
            ip=ip,
        )


def apply_registered_pass(result: Any, target: Any, pass_name: Any, **keywords: Any) -> Any:
    """The result of an `ApplyRegisteredPassOp` with these arguments."""
    return ApplyRegisteredPassOp(result, target, pass_name, **keywords).result


@_register
class YieldOp(_gen.YieldOp):
    """The end of a body, and its results."""

    def __init__(self, operands: Any = None, *, loc: Any = None, ip: Any = None) -> None:
        super().__init__(_values(operands or []), loc=loc, ip=ip)


def yield_(operands: Any = None, *, loc: Any = None, ip: Any = None) -> YieldOp:
    """A `YieldOp` of these values."""
    return YieldOp(operands, loc=loc, ip=ip)


AnyOpTypeT = NewType("AnyOpTypeT", object)


def any_op_t() -> Any:
    """The type of a handle of any operation."""
    return AnyOpType.get()
