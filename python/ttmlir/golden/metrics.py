"""How close arrays are: Pearson's correlation, the largest absolute and relative errors."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .registry import Array, is_floating


def _flat(array: Any) -> Array:
    return np.asarray(array).reshape(-1).astype(np.float64)


def _roundings(array: Array) -> float:
    """How far a few roundings in the array's dtype take an element, relative to it."""
    if not is_floating(array.dtype):
        return 0.0
    import ml_dtypes

    return 2 * float(ml_dtypes.finfo(array.dtype).eps)  # type: ignore[no-untyped-call]


def get_pcc(golden: Any, calculated: Any, atol: float = 1e-8, rtol: float = 1e-5) -> float:
    """Pearson's correlation of two arrays of the same shape, from -1 to 1.

    Where it is not defined (fewer than two elements, or one array is the same everywhere) it is 1 for arrays that are
    close by `atol` and `rtol` (or by a few roundings of the shorter of their dtypes), else 0. Elements that are not finite have to be the same in both; then the others count.

    Raises ValueError for arrays of different shapes.
    """
    wanted, got = np.asarray(golden), np.asarray(calculated)
    if wanted.shape != got.shape:
        raise ValueError(f"arrays of different shapes are not compared: {wanted.shape} and {got.shape}")
    a, b = _flat(wanted), _flat(got)
    finite = np.isfinite(a) & np.isfinite(b)
    if not np.array_equal(a[~finite], b[~finite], equal_nan=True):
        return 0.0
    a, b = a[finite], b[finite]
    if np.array_equal(a, b):
        return 1.0
    if a.min() == a.max() or b.min() == b.max():
        return float(np.allclose(b, a, rtol=max(rtol, _roundings(wanted), _roundings(got)), atol=atol))
    # Scaled first, so that squares of the largest numbers and of the smallest neither overflow nor vanish.
    a, b = ((values - values.mean()) / np.abs(values - values.mean()).max() for values in (a, b))
    return float(np.clip((a @ b) / math.sqrt((a @ a) * (b @ b)), -1.0, 1.0))


def get_atol_rtol(golden: Any, calculated: Any) -> tuple[float, float]:
    """The largest absolute error, and the largest error relative to the golden element (where that is not 0).

    Elements of which one is not finite, and the other not the same, have an infinite error.
    """
    wanted, got = _flat(golden), _flat(calculated)
    same = (wanted == got) | (np.isnan(wanted) & np.isnan(got))
    with np.errstate(all="ignore"):
        distance = np.where(same, 0.0, np.abs(got - wanted))
        distance = np.where(np.isnan(distance), np.inf, distance)
        relative = np.where(same, 0.0, distance / np.abs(wanted))[(wanted != 0) & ~np.isnan(wanted)]
    relative = np.where(np.isnan(relative), np.inf, relative)
    return float(distance.max(initial=0.0)), float(relative.max(initial=0.0))


def get_atol_rtol_pcc(
    golden: Any, calculated: Any, atol: float = 1e-8, rtol: float = 1e-5
) -> tuple[float, float, float]:
    """(largest absolute error, largest relative error, correlation); see get_atol_rtol and get_pcc."""
    pcc = get_pcc(golden, calculated, atol, rtol)
    return (*get_atol_rtol(golden, calculated), pcc)
