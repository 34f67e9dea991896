"""Operations of the dialect transform: bufferization. Types of results may be left out."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

from .. import _bufferization_transform_ops_gen as _gen
from .._bufferization_transform_enum_gen import *
from .._bufferization_transform_ops_gen import *
from .._bufferization_transform_ops_gen import _Dialect
from .._ods_common import _cext
from ._handles import with_optional_types as _with_optional_types

_register = _cext.register_operation(_Dialect, replace=True)

EmptyTensorToAllocTensorOp = _with_optional_types(_gen.EmptyTensorToAllocTensorOp, _register)
OneShotBufferizeOp = _with_optional_types(_gen.OneShotBufferizeOp, _register)
