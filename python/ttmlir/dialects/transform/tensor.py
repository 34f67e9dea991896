"""Operations of the dialect transform: tensors. Types of results may be left out."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

from .. import _tensor_transform_ops_gen as _gen
from .._ods_common import _cext
from .._tensor_transform_ops_gen import *
from .._tensor_transform_ops_gen import _Dialect
from ._handles import with_optional_types as _with_optional_types

MakeLoopIndependentOp = _with_optional_types(
    _gen.MakeLoopIndependentOp, _cext.register_operation(_Dialect, replace=True)
)
