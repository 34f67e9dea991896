"""The dialect builtin: Modules and casts."""

# ruff: noqa: F401, F403  (this module hands on what was generated)
from __future__ import annotations

from typing import Any

from .. import ir as _ir
from ..extras.meta import region_op as _region_op
from ..ir import Module
from . import _builtin_ops_gen as _gen
from ._builtin_ops_gen import *
from ._builtin_ops_gen import _Dialect
from ._ods_common import _cext


@_cext.register_operation(_Dialect, replace=True)
class ModuleOp(_gen.ModuleOp):
    """A module: a region with one block, which holds functions and globals."""

    def __init__(self, *, sym_name: Any = None, sym_visibility: Any = None, loc: Any = None, ip: Any = None) -> None:
        super().__init__(sym_name=sym_name, sym_visibility=sym_visibility, loc=loc, ip=ip)
        self.regions[0].blocks.append()

    @property
    def body(self) -> Any:
        """The block of the module."""
        return self.regions[0].blocks[0]


def _make_module(*, attrs: dict[str, Any] | None = None, **keywords: Any) -> Any:
    """Decorates a function that makes the body of a module, which the function's name then stands for.

    `attrs` are attributes by name; `sym_name`, `sym_visibility`, `loc` and `ip` are as for `ModuleOp`.
    """
    module = ModuleOp(**keywords)
    for name, attribute in (attrs or {}).items():
        module.operation.attributes[name] = attribute
    return module


module = _region_op(_make_module)
