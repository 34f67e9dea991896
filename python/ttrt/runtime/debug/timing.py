"""`time_ops`: how long ops take, over any number of runs, by op, by location and by layer."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from .._ttmlir_runtime.binary import Binary
from .._ttmlir_runtime.runtime import CallbackContext, OpContext, get_program_index
from .locations import NO_LOCATION, LayerRule, layer_rule, short_location
from .observer import Observer
from .place import Place, place_of
from .text import table


@dataclass(frozen=True)
class OpTime:
    """One op of a program over all its runs; `min` and `max` are those of one run, in seconds as `seconds`."""

    place: Place
    layer: str
    count: int
    seconds: float
    min: float
    max: float


@dataclass(frozen=True)
class TotalTime:
    """Ops that have a name in common; `share` is their part of all seconds, from 0 to 1."""

    name: str
    count: int
    seconds: float
    share: float


class _Nested(threading.local):
    """Seconds of programs that the op now running in this thread ran, such as those that compute constants."""

    begin: float | None = None
    seconds: float = 0.0


class OpTimes(Observer):
    """What `time_ops` returns."""

    def __init__(self, layer: LayerRule) -> None:
        super().__init__()
        self._layer_of = layer_rule(layer)
        self._rows: dict[Place, OpTime] = {}
        self._nested = _Nested()

    @property
    def rows(self) -> list[OpTime]:
        """Every op that ran, in the order of programs and ops."""
        with self._lock:
            rows = list(self._rows.values())
        return sorted(rows, key=lambda row: (row.place.binary, row.place.program, row.place.index))

    @property
    def seconds(self) -> float:
        """The time of all ops together."""
        return math.fsum(row.seconds for row in self.rows)

    def by_op(self) -> list[TotalTime]:
        """Totals of ops of the same name, the slowest first."""
        return self._totals(lambda row: row.place.op)

    def by_location(self) -> list[TotalTime]:
        """Totals of ops of the same line or name, the slowest first."""
        return self._totals(lambda row: short_location(row.place.location) or NO_LOCATION)

    def by_layer(self) -> list[TotalTime]:
        """Totals of ops of the same layer, the slowest first."""
        return self._totals(lambda row: row.layer)

    def report(self, by: Literal["op", "location", "layer"] = "op", limit: int | None = None) -> str:
        """A table of totals, the slowest first, of at most `limit` lines, and the time of all."""
        choices = {"op": self.by_op, "location": self.by_location, "layer": self.by_layer}
        if by not in choices:
            raise ValueError(f"by={by!r}; totals are by {', '.join(choices)}")
        totals = choices[by]()
        everything = TotalTime("all", sum(t.count for t in totals), math.fsum(t.seconds for t in totals), 1.0)
        cells = [
            [t.name, str(t.count), f"{t.seconds * 1e3:.3f}", f"{t.seconds / t.count * 1e3:.4f}", f"{t.share:.1%}"]
            for t in [*totals[:limit], everything]
            if t.count
        ]
        return table([by, "times", "ms", "ms each", "share"], cells, left=[by])

    def _totals(self, name_of: Callable[[OpTime], str]) -> list[TotalTime]:
        rows = self.rows
        everything = math.fsum(row.seconds for row in rows)
        groups: dict[str, list[OpTime]] = {}
        for row in rows:
            groups.setdefault(name_of(row), []).append(row)
        totals = [
            TotalTime(name, sum(row.count for row in group), seconds, seconds / everything if everything else 0.0)
            for name, group in groups.items()
            for seconds in [math.fsum(row.seconds for row in group)]
        ]
        return sorted(totals, key=lambda total: -total.seconds)

    def _begin(self, binary: Binary, context: CallbackContext) -> None:
        private = binary.is_program_private(get_program_index(context))
        if not private:
            self._nested.seconds = 0.0
        self._nested.begin = time.perf_counter() if private else None

    def _end(self, binary: Binary, context: CallbackContext) -> None:
        if self._nested.begin is not None:
            self._nested.seconds += time.perf_counter() - self._nested.begin
            self._nested.begin = None

    def _after(self, binary: Binary, context: CallbackContext, op: OpContext) -> None:
        seconds, place = op.duration, place_of(binary, context, op)
        if self._nested.begin is None:  # not inside the program that is nested
            seconds = max(0.0, seconds - self._nested.seconds)
            self._nested.seconds = 0.0
        row = self._rows.get(place)
        layer = row.layer if row else self._layer_of(place.location)  # outside the lock: it may be the user's function
        with self._lock:
            row = self._rows.get(place) or OpTime(place, layer, 0, 0.0, math.inf, 0.0)
            self._rows[place] = replace(
                row,
                count=row.count + 1,
                seconds=row.seconds + seconds,
                min=min(row.min, seconds),
                max=max(row.max, seconds),
            )


def time_ops(
    *,
    layer: LayerRule = None,
    ops: str | Iterable[str] = (),
    location: str = "",
    program: int | str | Binary | None = None,
) -> OpTimes:
    """Add up how long ops take, callbacks not counted.

    An op that runs a program (`ttcore.load_cached` in a first run) counts without it: that program's ops have rows of
    their own. Observed programs run op by op: use `ttrt run --loops` to learn how long a program takes by itself.

    Args:
        layer: how layers are named: by default by the numbers in names of locations (`encoder.layer.3`); a number of
            parts of the name, a regular expression, or a function of the printed location.
        ops: which ops to observe, as in `watch`.
        location: in which lines, as in `watch`.
        program: in which program, as in `watch`.

    Raises:
        ValueError, TypeError: `layer` makes no sense; or as `watch`.
    """
    times = OpTimes(layer)
    return times._observe(
        pre_program=times._begin,
        post_program=times._end,
        post_op=times._after,
        ops=ops,
        location=location,
        program=program,
        timed=True,
    )
