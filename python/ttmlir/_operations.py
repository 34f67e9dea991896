"""Look-ups in trees of operations, by the class of what is sought."""

from __future__ import annotations

from typing import Any

from ._mlir_libs._mlir import ir


def _require_view_class(op_class: Any) -> None:
    if not (isinstance(op_class, type) and issubclass(op_class, ir.OpView)):
        raise TypeError(f"op_class must be a class derived from OpView, not {op_class!r}")


def get_parent_of_type(op: Any, op_class: Any) -> Any:
    """The closest operation around `op` that is an instance of `op_class`, or None."""
    _require_view_class(op_class)
    parent = op.operation.parent
    while parent is not None:
        view = parent.opview
        if isinstance(view, op_class):
            return view
        parent = parent.parent
    return None


def get_ops_of_type(root: Any, op_class: Any = None) -> list[Any]:
    """All operations in `root` (an operation or a Module), itself included, of a class; of every class if None."""
    if op_class is not None:
        _require_view_class(op_class)
    found: list[Any] = []
    root.operation.walk(lambda op: found.append(op.opview), op_class=op_class)
    return found
