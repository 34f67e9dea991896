"""Golden functions of reductions, scans, sorting and selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .registry import GOLDEN_MAPPINGS, Array, golden, is_floating


def _axes(dim_arg: Sequence[int] | int | None) -> tuple[int, ...] | None:
    if dim_arg is None or (isinstance(dim_arg, Sequence) and not dim_arg):
        return None
    return (dim_arg,) if isinstance(dim_arg, int) else tuple(dim_arg)


def _own(x: Array) -> dict[str, Any]:
    """Sums and products of integers wrap in their own dtype; of truth values they count."""
    return {} if is_floating(x.dtype) or x.dtype == np.bool_ else {"dtype": x.dtype}


REDUCTIONS: dict[str, Callable[..., Any]] = {
    "sum": lambda x, **where: np.sum(x, **where, **_own(x)),
    "mean": lambda x, **where: np.mean(x.astype(np.float64), **where),
    "max": np.max,
    "min": np.min,
    "prod": lambda x, **where: np.prod(x, **where, **_own(x)),
    "reduce_and": lambda x, **where: np.all(x != 0, **where),
    "reduce_or": lambda x, **where: np.any(x != 0, **where),
}


def _reduction(function: Callable[..., Any]) -> Callable[..., Array]:
    def apply(x: Array, *, dim_arg: Sequence[int] | int | None = None, keep_dim: bool = False) -> Array:
        return np.asarray(function(x, axis=_axes(dim_arg), keepdims=keep_dim))

    return apply


GOLDEN_MAPPINGS.update({f"ttir.{name}": _reduction(function) for name, function in REDUCTIONS.items()})


@golden("ttir.argmax")
def argmax(x: Array, *, dim_arg: Sequence[int] | None = None, keep_dim: bool = False) -> Array:
    """The index of the largest element, of the first of them where several are."""
    axes = _axes(dim_arg)
    if axes is not None and len(axes) > 1:
        raise ValueError("argmax is defined over one dimension or over all")
    return np.asarray(np.argmax(x, axis=None if axes is None else axes[0], keepdims=keep_dim)).astype(np.int64)


@golden("ttir.cumsum")
def cumsum(x: Array, *, dim: int) -> Array:
    """Running sums."""
    return np.cumsum(x, axis=dim, **_own(x))


@golden("ttir.cumprod")
def cumprod(x: Array, *, dim: int) -> Array:
    """Running products."""
    return np.cumprod(x, axis=dim, **_own(x))


def _order(x: Array, dim: int, descending: bool) -> Array:
    """The indices in stable order. NaN is larger than all numbers."""
    if not descending:
        return np.argsort(x, axis=dim, kind="stable")
    # A stable descending order is the ascending one of the reversed tensor, reversed.
    ascending = np.argsort(np.flip(x, dim), axis=dim, kind="stable")
    return x.shape[dim] - 1 - np.flip(ascending, dim)


@golden("ttir.sort")
def sort(x: Array, *, dim: int = -1, descending: bool = False) -> tuple[Array, Array]:
    """The elements in order, and the indices they had."""
    order = _order(x, dim, descending)
    return np.take_along_axis(x, order, axis=dim), order


@golden("ttir.topk")
def topk(x: Array, *, k: int, dim: int = -1, largest: bool = True) -> tuple[Array, Array]:
    """The k largest or smallest elements, in order, and their indices."""
    order = _order(x, dim, largest).take(range(k), axis=dim)
    return np.take_along_axis(x, order, axis=dim), order
