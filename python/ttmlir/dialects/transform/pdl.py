"""Operations of the dialect transform: patterns of the dialect pdl."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

from typing import Any

from ... import ir as _ir
from .. import _transform_pdl_extension_ops_gen as _gen
from .._ods_common import _cext
from .._ods_common import get_op_result_or_value as _value
from .._transform_pdl_extension_ops_gen import *
from .._transform_pdl_extension_ops_gen import _Dialect
from ._handles import with_body as _with_body

_register = _cext.register_operation(_Dialect, replace=True)


@_register
class PDLMatchOp(_gen.PDLMatchOp):
    """The operations in the target that a pattern, given by its name, matches."""

    def __init__(self, result_type: Any, target: Any, pattern_name: Any, *, loc: Any = None, ip: Any = None) -> None:
        super().__init__(result_type, _value(target), pattern_name, loc=loc, ip=ip)


@_register
@_with_body
class WithPDLPatternsOp(_gen.WithPDLPatternsOp):
    """Patterns, and the script that uses them, with an empty body. `target` is a handle or, at the top, its type."""

    def __init__(self, target: Any, *, loc: Any = None, ip: Any = None) -> None:
        root = None if isinstance(target, _ir.Type) else _value(target)
        super().__init__(root=root, loc=loc, ip=ip)
        self.regions[0].blocks.append(target if root is None else root.type)
