"""Operations of the dialect transform: remarks that a script emits."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

from typing import Any

from .. import _transform_debug_extension_ops_gen as _gen
from .._ods_common import _cext
from .._transform_debug_extension_ops_gen import *
from .._transform_debug_extension_ops_gen import _Dialect


@_cext.register_operation(_Dialect, replace=True)
class EmitRemarkAtOp(_gen.EmitRemarkAtOp):
    """A remark at each operation or value of a handle; an empty one without a message."""

    def __init__(self, at: Any, message: Any = None, *, loc: Any = None, ip: Any = None) -> None:
        super().__init__(at, "" if message is None else message, loc=loc, ip=ip)


def emit_remark_at(at: Any, message: Any = None, *, loc: Any = None, ip: Any = None) -> EmitRemarkAtOp:
    """An `EmitRemarkAtOp` with these arguments."""
    return EmitRemarkAtOp(at, message, loc=loc, ip=ip)
