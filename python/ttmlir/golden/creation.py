"""Golden functions of ops that make tensors from attributes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .registry import Array, ResultType, golden


@golden("ttir.constant")
def constant(*, value: Array) -> Array:
    """The elements of the attribute."""
    return value


@golden("ttir.zeros", "ttir.empty")
def zeros(*, results: Sequence[ResultType]) -> Array:
    """Zeros; an empty tensor, whose elements are not defined, is as good with them as with others."""
    return np.zeros(results[0].shape, results[0].dtype)


@golden("ttir.ones")
def ones(*, results: Sequence[ResultType]) -> Array:
    """Ones."""
    return np.ones(results[0].shape, results[0].dtype)


@golden("ttir.full")
def full(*, fill_value: float, results: Sequence[ResultType]) -> Array:
    """One number."""
    kind: Any = np.float64 if isinstance(fill_value, float) else np.int64
    return np.full(results[0].shape, fill_value, kind)


@golden("ttir.arange")
def arange(*, start: int, end: int, step: int, arange_dimension: int = 0, results: Sequence[ResultType]) -> Array:
    """start, start + step, ... before end, along one dimension."""
    shape = results[0].shape
    numbers = np.arange(start, end, step)
    aligned = numbers.reshape([-1 if axis == arange_dimension else 1 for axis in range(len(shape))])
    return np.broadcast_to(aligned, shape)


@golden("ttir.get_dimension_size")
def get_dimension_size(x: Array, *, dimension: int) -> Array:
    """How many elements a dimension has."""
    return np.array([x.shape[dimension]], np.uint32)
