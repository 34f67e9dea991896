"""Running scripts of the dialect transform on modules."""

from __future__ import annotations

from typing import Any

from ..._mlir_libs import _mlirTransformInterpreter
from ..._mlir_libs._mlirTransformInterpreter import TransformOptions

__all__ = ["TransformOptions", "apply_named_sequence", "copy_symbols_and_merge_into"]


def _operation(op: Any) -> Any:
    return getattr(op, "operation", op)


def apply_named_sequence(
    payload_root: Any, transform_root: Any, transform_module: Any, transform_options: Any = None
) -> None:
    """Runs the script that begins with `transform_root`, an operation of `transform_module`, on `payload_root`.

    Raises ValueError with the diagnostics where it fails.
    """
    _mlirTransformInterpreter.apply_named_sequence(
        _operation(payload_root),
        _operation(transform_root),
        _operation(transform_module),
        TransformOptions() if transform_options is None else transform_options,
    )


def copy_symbols_and_merge_into(target: Any, other: Any) -> None:
    """Copies the symbols of module `other` into `target`; private ones get another name where theirs is taken.

    Raises ValueError where both define a public symbol.
    """
    _mlirTransformInterpreter.copy_symbols_and_merge_into(_operation(target), _operation(other))
