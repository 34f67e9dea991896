"""Running scripts of the dialect transform on modules."""

from __future__ import annotations

from typing import Any

from ... import ir
from ..._mlir_libs import _mlirTransformInterpreter
from ..._mlir_libs._mlirTransformInterpreter import TransformOptions
from ...passmanager import PassManager

__all__ = ["TransformOptions", "apply_named_sequence", "copy_symbols_and_merge_into"]


def _operations(*ops: Any) -> list[Any]:
    """The operations that these are or stand for; raises ValueError where they are of different contexts."""
    operations = [op if isinstance(op, ir.Operation) else op.operation for op in ops]
    if any(operation.context != operations[0].context for operation in operations):
        raise ValueError("expected the operations to belong to one context")
    return operations


def _require_module(operation: Any, what: str) -> None:
    """Raises ValueError unless `operation` is a module that has its block, which MLIR takes for granted."""
    if operation.name != "builtin.module":
        raise ValueError(f"expected a builtin.module{what}, got {operation.name}")
    if not len(operation.regions) or not len(operation.regions[0].blocks):
        raise ValueError(f"expected a builtin.module{what} that has a body")


def _invalidate_inside(operation: Any) -> None:
    """Lets Python's handles of the operations inside `operation` raise from now on, as they do after passes."""
    manager = PassManager("any", context=operation.context)
    manager.enable_verifier(False)
    manager.run(operation)


def apply_named_sequence(
    payload_root: Any, transform_root: Any, transform_module: Any, transform_options: Any = None
) -> None:
    """Runs the script that begins with `transform_root`, an operation of `transform_module`, on `payload_root`.

    Handles of operations inside `payload_root` are invalid after. Raises ValueError with the diagnostics where the
    script fails.
    """
    operations = _operations(payload_root, transform_root, transform_module)
    _require_module(operations[2], " as the module of the script")
    # The script may lie in the payload itself: its handles are used before they become invalid.
    pointers = [operation._CAPIPtr for operation in operations]
    _invalidate_inside(operations[0])
    options = TransformOptions() if transform_options is None else transform_options
    _mlirTransformInterpreter.apply_named_sequence(*pointers, options)


def copy_symbols_and_merge_into(target: Any, other: Any) -> None:
    """Copies the symbols of module `other` into `target`; private ones get another name where theirs is taken.

    Handles of operations inside `target` are invalid after. Raises ValueError where both define a public symbol.
    """
    operations = _operations(target, other)
    for operation in operations:
        _require_module(operation, "")
    pointers = [operation._CAPIPtr for operation in operations]
    _invalidate_inside(operations[0])
    _mlirTransformInterpreter.copy_symbols_and_merge_into(*pointers)
