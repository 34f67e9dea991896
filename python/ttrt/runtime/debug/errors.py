"""How far an array is from the values that were expected: largest errors and Pearson's correlation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .place import Array


@dataclass(frozen=True)
class Tolerance:
    """`|got - expected| <= atol + rtol * |expected|` for every element, and a correlation of at least `pcc`."""

    rtol: float
    atol: float
    pcc: float

    def __post_init__(self) -> None:
        for name, value in (("rtol", self.rtol), ("atol", self.atol)):
            if not value >= 0:
                raise ValueError(f"{name} is {value}; it may be 0 or more, and inf to allow everything")
        if not -1 <= self.pcc <= 1:
            raise ValueError(f"pcc is {self.pcc}; a correlation lies between -1, which allows everything, and 1")


@dataclass(frozen=True)
class Errors:
    """`max_relative` is the error of elements that were not expected to be 0; None without any.

    Elements of which one is NaN or infinite, and the other one not the same, have an infinite error. `pcc` is that of
    elements that are finite in both; None for fewer than two of them, or where all of one array are the same.
    """

    max_absolute: float
    max_relative: float | None
    pcc: float | None
    outside: int
    """How many elements leave the tolerance."""


def errors_of(array: Array, expected: Array, tolerance: Tolerance) -> Errors:
    """Compares two arrays of the same shape in float64."""
    got, wanted = (values.reshape(-1).astype(np.float64) for values in (array, expected))
    finite = np.isfinite(got) & np.isfinite(wanted)
    same = (got == wanted) | (np.isnan(got) & np.isnan(wanted))
    with np.errstate(all="ignore"):
        distance = np.where(same, 0.0, np.where(finite, np.abs(got - wanted), np.inf))
        relative = np.where(finite, distance / np.abs(wanted), distance)[wanted != 0]
    if math.isinf(tolerance.rtol) or math.isinf(tolerance.atol):
        within = same | finite
    else:
        within = same | (finite & (distance <= tolerance.atol + tolerance.rtol * np.abs(np.where(finite, wanted, 0))))
    return Errors(
        max_absolute=float(distance.max(initial=0.0)),
        max_relative=float(relative.max()) if relative.size else None,
        pcc=correlation(got[finite], wanted[finite]),
        outside=int(within.size - np.count_nonzero(within)),
    )


def correlation(a: Array, b: Array) -> float | None:
    """Pearson's correlation of two float64[n]; None where it is not defined."""
    if a.size < 2 or a.min() == a.max() or b.min() == b.max():
        return None
    # Scaled first, so that squares of the largest f32 and of the smallest neither overflow nor vanish.
    a, b = ((values - values.mean()) / np.abs(values - values.mean()).max() for values in (a, b))
    return float(np.clip((a @ b) / math.sqrt((a @ a) * (b @ b)), -1.0, 1.0))
