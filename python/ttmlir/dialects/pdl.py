"""The dialect pdl: Patterns of operations, and how to rewrite them."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NewType

from .. import ir as _ir
from .._mlir_libs._mlirDialectsPDL import *
from .._mlir_libs._mlirDialectsPDL import AttributeType, OperationType, RangeType, TypeType, ValueType
from ..extras.meta import region_op as _region_op
from . import _pdl_ops_gen as _gen
from ._ods_common import _cext
from ._ods_common import get_op_result_or_value as _value
from ._ods_common import get_op_results_or_values as _values
from ._pdl_ops_gen import *
from ._pdl_ops_gen import _Dialect

_register = _cext.register_operation(_Dialect, replace=True)


def _optional(argument: Any) -> Any:
    return None if argument is None else _value(argument)


@_register
class AttributeOp(_gen.AttributeOp):
    """An attribute: of a type, with a value, or any."""

    def __init__(self, valueType: Any = None, value: Any = None, *, loc: Any = None, ip: Any = None) -> None:  # noqa: N803
        super().__init__(AttributeType.get(), valueType=_optional(valueType), value=value, loc=loc, ip=ip)


@_register
class OperandOp(_gen.OperandOp):
    """An operand: of a type, or any."""

    def __init__(self, type: Any = None, *, loc: Any = None, ip: Any = None) -> None:
        super().__init__(ValueType.get(), valueType=_optional(type), loc=loc, ip=ip)


@_register
class OperandsOp(_gen.OperandsOp):
    """A range of operands: of the types of a range, or any."""

    def __init__(self, types: Any = None, *, loc: Any = None, ip: Any = None) -> None:
        super().__init__(RangeType.get(ValueType.get()), valueType=_optional(types), loc=loc, ip=ip)


@_register
class OperationOp(_gen.OperationOp):
    """An operation: with a name or any, its operands, attributes by name, and types of results."""

    def __init__(
        self,
        name: Any = None,
        args: Any = None,
        attributes: Mapping[str, Any] | None = None,
        types: Any = None,
        *,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        attributes = attributes or {}
        super().__init__(
            OperationType.get(),
            _values(args or []),
            [_value(attribute) for attribute in attributes.values()],
            _ir.ArrayAttr.get([_ir.StringAttr.get(name) for name in attributes]),
            _values(types or []),
            opName=name,
            loc=loc,
            ip=ip,
        )


@_register
class PatternOp(_gen.PatternOp):
    """A pattern with a benefit and perhaps a name, with an empty block."""

    def __init__(self, benefit: Any, name: Any = None, *, loc: Any = None, ip: Any = None) -> None:
        super().__init__(benefit, sym_name=name, loc=loc, ip=ip)
        self.regions[0].blocks.append()

    @property
    def body(self) -> Any:
        """The block."""
        return self.regions[0].blocks[0]


@_register
class ReplaceOp(_gen.ReplaceOp):
    """Replaces an operation with another one, or with values."""

    def __init__(
        self, op: Any, *, with_op: Any = None, with_values: Any = None, loc: Any = None, ip: Any = None
    ) -> None:
        super().__init__(_value(op), _values(with_values or []), replOperation=_optional(with_op), loc=loc, ip=ip)


@_register
class ResultOp(_gen.ResultOp):
    """The result of an operation at a position."""

    def __init__(self, parent: Any, index: Any, *, loc: Any = None, ip: Any = None) -> None:
        super().__init__(ValueType.get(), _value(parent), index, loc=loc, ip=ip)


@_register
class RewriteOp(_gen.RewriteOp):
    """The rewrite of a pattern: native code by name, with arguments; or a body, see `add_body`."""

    def __init__(
        self, root: Any = None, name: Any = None, args: Any = None, *, loc: Any = None, ip: Any = None
    ) -> None:
        super().__init__(_values(args or []), root=_optional(root), name=name, loc=loc, ip=ip)

    def add_body(self) -> Any:
        """Makes the block of the body."""
        return self.regions[0].blocks.append()

    @property
    def body(self) -> Any:
        """The block of the body."""
        return self.regions[0].blocks[0]


@_register
class TypeOp(_gen.TypeOp):
    """A type: the one given, or any."""

    def __init__(self, constantType: Any = None, *, loc: Any = None, ip: Any = None) -> None:  # noqa: N803
        super().__init__(TypeType.get(), constantType=constantType, loc=loc, ip=ip)


@_register
class TypesOp(_gen.TypesOp):
    """A range of types: those given, or any."""

    def __init__(self, constantTypes: Sequence[Any] | None = None, *, loc: Any = None, ip: Any = None) -> None:  # noqa: N803
        super().__init__(RangeType.get(TypeType.get()), constantTypes=constantTypes, loc=loc, ip=ip)


# Decorate functions that make the bodies: @pattern(benefit=1, sym_name="name"), @rewrite(root).
pattern = _region_op(_gen.PatternOp)
rewrite = _region_op(RewriteOp)

OperationTypeT = NewType("OperationTypeT", object)


def op_t() -> Any:
    """The type of a handle of an operation."""
    return OperationType.get()
