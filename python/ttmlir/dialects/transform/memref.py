"""Operations of the dialect transform: buffers. Types of results may be left out."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

from .. import _memref_transform_ops_gen as _gen
from .._memref_transform_ops_gen import *
from .._memref_transform_ops_gen import _Dialect
from .._ods_common import _cext
from ._handles import with_optional_types as _with_optional_types

_register = _cext.register_operation(_Dialect, replace=True)

MemRefAllocaToGlobalOp = _with_optional_types(_gen.MemRefAllocaToGlobalOp, _register)
MemRefMakeLoopIndependentOp = _with_optional_types(_gen.MemRefMakeLoopIndependentOp, _register)
MemRefMultiBufferOp = _with_optional_types(_gen.MemRefMultiBufferOp, _register)
