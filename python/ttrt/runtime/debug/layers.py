"""`layer_statistics`: what the values of each layer look like, over any number of runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .._ttmlir_runtime.binary import Binary
from .._ttmlir_runtime.runtime import CallbackContext, OpContext
from .locations import LayerRule, layer_rule
from .moments import Moments
from .observer import Observer
from .place import outputs_of
from .text import number, table

# Its outputs are those of the program that it runs or ran, which are counted there.
_HANDS_OVER = "ttcore.load_cached"


@dataclass(frozen=True)
class LayerRow:
    """A layer's outputs over all runs; without finite elements `min`, `max`, `mean` and `std` are None.

    `count` is the number of ops that ran, `seconds` their time, `elements` those of all their outputs, `zeros` the part
    of the elements that are 0, from 0 to 1. `min`, `max`, `mean` and `std` (of a population) are those of finite
    elements; booleans count as 0 and 1.
    """

    layer: str
    count: int
    seconds: float
    elements: int
    min: float | None
    max: float | None
    mean: float | None
    std: float | None
    zeros: float
    nan: int
    positive_infinity: int
    negative_infinity: int


@dataclass
class _Gathered:
    count: int
    seconds: float
    moments: Moments

    def row(self, layer: str) -> LayerRow:
        m = self.moments
        return LayerRow(
            layer,
            self.count,
            self.seconds,
            m.elements,
            m.minimum if m.finite else None,
            m.maximum if m.finite else None,
            m.mean if m.finite else None,
            m.deviation if m.finite else None,
            m.zeros / m.elements if m.elements else 0.0,
            m.nan,
            m.positive_infinity,
            m.negative_infinity,
        )


class LayerStatistics(Observer):
    """What `layer_statistics` returns."""

    def __init__(self, layer: LayerRule) -> None:
        super().__init__()
        self._layer_of = layer_rule(layer)
        self._layers: dict[str, _Gathered] = {}

    @property
    def rows(self) -> list[LayerRow]:
        """Every layer, in the order in which layers first ran."""
        with self._lock:
            return [gathered.row(layer) for layer, gathered in self._layers.items()]

    def report(self) -> str:
        """A table with a line for each layer."""
        columns = ["layer", "ops", "ms", "elements", "min", "max", "mean", "std", "zeros", "NaN", "+inf", "-inf"]
        cells = [
            [row.layer, str(row.count), f"{row.seconds * 1e3:.3f}", str(row.elements)]
            + [number(value) for value in (row.min, row.max, row.mean, row.std)]
            + [f"{row.zeros:.1%}", str(row.nan), str(row.positive_infinity), str(row.negative_infinity)]
            for row in self.rows
        ]
        return table(columns, cells, left=["layer"])

    def _after(self, binary: Binary, context: CallbackContext, op: OpContext) -> None:
        if op.name == _HANDS_OVER:
            return
        layer = self._layer_of(op.location)
        seconds, moments, computes = op.duration, Moments(), False
        for _, array in outputs_of(context, op):
            computes = True
            moments.merge(Moments.of(array))
        if not computes:
            return
        with self._lock:
            gathered = self._layers.setdefault(layer, _Gathered(0, 0.0, Moments()))
            gathered.count += 1
            gathered.seconds += seconds
            gathered.moments.merge(moments)


def layer_statistics(
    *,
    layer: LayerRule = None,
    ops: str | Iterable[str] = (),
    location: str = "",
    program: int | str | Binary | None = None,
) -> LayerStatistics:
    """Gather count, time, extremes, mean, deviation, zeros, NaN and infinities of each layer's outputs.

    Every output of an op counts, views and copies among them: choose `ops` to look at some of them. Ops without outputs
    are left out, and `ttcore.load_cached`, which hands over what a program of its own computed once.

    Args:
        layer: how layers are named: by default by the numbers in names of locations (`encoder.layer.3`); a number of
            parts of the name, a regular expression, or a function of the printed location.
        ops: which ops to observe, as in `watch`.
        location: in which lines, as in `watch`.
        program: in which program, as in `watch`.

    Raises:
        ValueError, TypeError: `layer` makes no sense; or as `watch`.
    """
    statistics = LayerStatistics(layer)
    return statistics._observe(post_op=statistics._after, ops=ops, location=location, program=program, timed=True)
