"""The dialect tensor: Making tensors, and taking them apart."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import ir as _ir
from ..extras.meta import region_op as _region_op
from . import _tensor_ops_gen as _gen
from ._ods_common import _cext
from ._ods_common import split_dynamic_and_static as _split
from ._tensor_ops_gen import *
from ._tensor_ops_gen import _Dialect


@_cext.register_operation(_Dialect, replace=True)
class EmptyOp(_gen.EmptyOp):
    """A tensor without content. Its sizes are numbers, or values of type index."""

    def __init__(
        self, sizes: Sequence[Any], element_type: Any, *, encoding: Any = None, loc: Any = None, ip: Any = None
    ) -> None:
        dynamic, static = _split(sizes)
        super().__init__(_ir.RankedTensorType.get(static, element_type, encoding, loc=loc), dynamic, loc=loc, ip=ip)


def empty(sizes: Sequence[Any], element_type: Any, *, encoding: Any = None, loc: Any = None, ip: Any = None) -> Any:
    """The result of an `EmptyOp` with these arguments."""
    return EmptyOp(sizes, element_type, encoding=encoding, loc=loc, ip=ip).result


def _yield_one(values: Sequence[Any]) -> Any:
    if len(values) != 1:
        raise ValueError(f"expected the function to return one value, the element, got {len(values)}")
    return _gen.YieldOp(values[0])


def _make_generate(result: Any, dynamic_extents: Sequence[Any] = (), *, loc: Any = None, ip: Any = None) -> Any:
    """Decorates a function from indices, annotated with their type, to the element there.

    `result` is the type of the tensor, `dynamic_extents` are those of its sizes that are values.
    """
    return _gen.GenerateOp(result, list(dynamic_extents), loc=loc, ip=ip)


generate = _region_op(_make_generate, terminator=_yield_one)
