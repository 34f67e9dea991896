"""Minimum, maximum, mean and variance of any number of arrays, without keeping them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .place import Array

# Elements looked at together: their copies in float64 fit a core's second-level cache.
_BLOCK = 1 << 16


@dataclass
class Moments:
    """What is known of the elements seen so far; mean, extremes and deviations are those of the finite ones.

    Means and squared deviations of blocks are taken in float64 and merged (Chan, Golub, LeVeque: Updating formulae and
    a pairwise algorithm for computing sample variances, 1979), so that a large mean does not swallow a small variance.
    """

    finite: int = 0
    zeros: int = 0
    nan: int = 0
    positive_infinity: int = 0
    negative_infinity: int = 0
    minimum: float = math.inf
    maximum: float = -math.inf
    mean: float = 0.0
    squared_deviations: float = 0.0

    @property
    def elements(self) -> int:
        """All elements, finite or not."""
        return self.finite + self.nan + self.positive_infinity + self.negative_infinity

    @property
    def deviation(self) -> float:
        """The standard deviation of the finite elements as a population; 0 where there are none."""
        return math.sqrt(self.squared_deviations / self.finite) if self.finite else 0.0

    @classmethod
    def of(cls, array: Array) -> Moments:
        """Those of one array of any shape and any dtype that numpy can turn into float64."""
        result = cls()
        flat = array.reshape(-1)
        for begin in range(0, flat.size, _BLOCK):
            result.merge(cls._of_block(flat[begin : begin + _BLOCK].astype(np.float64)))
        return result

    @classmethod
    def _of_block(cls, block: Array) -> Moments:
        result = cls()
        finite = np.isfinite(block)
        if not finite.all():
            result.nan = int(np.isnan(block).sum())
            result.positive_infinity = int((block == np.inf).sum())
            result.negative_infinity = int((block == -np.inf).sum())
            block = block[finite]
        result.finite = block.size
        if block.size:
            result.zeros = block.size - int(np.count_nonzero(block))
            result.minimum, result.maximum = float(block.min()), float(block.max())
            result.mean = float(block.mean())
            centred = block - result.mean
            result.squared_deviations = float(centred @ centred)
        return result

    def merge(self, other: Moments) -> None:
        """Take in what another one knows."""
        if other.finite:
            total = self.finite + other.finite
            distance = other.mean - self.mean
            self.squared_deviations += other.squared_deviations + distance**2 * (self.finite * other.finite / total)
            self.mean += distance * (other.finite / total)
            self.finite = total
        self.zeros += other.zeros
        self.nan += other.nan
        self.positive_infinity += other.positive_infinity
        self.negative_infinity += other.negative_infinity
        self.minimum = min(self.minimum, other.minimum)
        self.maximum = max(self.maximum, other.maximum)
