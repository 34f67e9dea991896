"""MLIR's IR: contexts, modules, operations, values, types and attributes, with the API of MLIR's own Python bindings."""

# ruff: noqa: F401, F403  (this module hands on what the extension defines)
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ._attribute_builders import register_attribute_builder as register_attribute_builder
from ._mlir_libs import append_load_on_create_dialect, get_dialect_registry, get_load_on_create_dialects
from ._mlir_libs._mlir import globals as _globals
from ._mlir_libs._mlir import register_type_caster, register_value_caster
from ._mlir_libs._mlir.ir import *
from ._mlir_libs._mlir.ir import _BaseContext, _GlobalDebug, _OperationBase
from ._operations import get_ops_of_type, get_parent_of_type


@contextmanager
def loc_tracebacks(*, max_depth: int | None = None) -> Iterator[None]:
    """In the block, operations without a location get that of the Python stack: up to `max_depth` frames of the user.

    None leaves the limit as it is (10 at first). A limit of 0 gives unknown locations.
    """
    enabled = _globals.loc_tracebacks_enabled()
    limit = _globals.loc_tracebacks_frame_limit()
    try:
        _globals.set_loc_tracebacks_frame_limit(limit if max_depth is None else max_depth)
        _globals.set_loc_tracebacks_enabled(True)
        yield
    finally:
        _globals.set_loc_tracebacks_frame_limit(limit)
        _globals.set_loc_tracebacks_enabled(enabled)
