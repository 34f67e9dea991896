"""`compare`: the outputs of ops beside golden values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .._ttmlir_runtime.binary import Binary
from .._ttmlir_runtime.runtime import CallbackContext, OpContext
from .errors import Tolerance, errors_of
from .golden import GoldenMap
from .locations import short_location
from .observer import Observer
from .place import Array, Place, outputs_of, place_of, shape_text
from .text import number, table

GoldenFunction = Callable[[Binary, CallbackContext, OpContext], Any]


@dataclass(frozen=True)
class Comparison:
    """An output beside its golden value; the numbers are None where the shapes differ.

    `max_relative_error` is that of elements whose golden value is not 0, and None without any; `pcc` is None where
    Pearson's correlation is not defined, for fewer than two elements and for values that are all the same. `outside`
    counts the elements that leave rtol and atol. `problem` says in words what leaves the tolerance, and is empty for
    what passed.
    """

    place: Place
    output: int
    shape: tuple[int, ...]
    dtype: str
    max_absolute_error: float | None
    max_relative_error: float | None
    pcc: float | None
    outside: int | None
    problem: str

    @property
    def passed(self) -> bool:
        """Whether the output is what was expected, within the tolerance."""
        return not self.problem


class GoldenMismatchError(ArithmeticError):
    """An output left the tolerance: `comparison` says by how much, `output` and `golden` are copies of the arrays."""

    comparison: Comparison
    output: Array
    golden: Array


class GoldenComparison(Observer):
    """What `compare` returns."""

    def __init__(self, golden: GoldenMap | GoldenFunction, tolerance: Tolerance, stop: bool) -> None:
        super().__init__()
        self._golden = golden
        self._tolerance = tolerance
        self._stop = stop
        self._rows: list[Comparison] = []

    @property
    def rows(self) -> list[Comparison]:
        """Every comparison so far, in order."""
        with self._lock:
            return list(self._rows)

    @property
    def failures(self) -> list[Comparison]:
        """Those that left the tolerance."""
        return [row for row in self.rows if not row.passed]

    @property
    def missing(self) -> list[str]:
        """The keys of the mapping that no op had: nothing was compared with their golden values."""
        return self._golden.missing if isinstance(self._golden, GoldenMap) else []

    def report(self) -> str:
        """A table with a line for each comparison, and the keys that no op had."""
        rows = self.rows
        columns = ["", "op", "location", "output", "max abs", "max rel", "pcc", "problem"]
        failed = sum(not row.passed for row in rows)
        lines = [
            table(columns, [_cells(row) for row in rows], left=["", "op", "location", "problem"]),
            f"{len(rows)} compared, {failed} failed",
        ]
        lines += [f"no op computed the golden value of {key!r}" for key in self.missing]
        return "\n".join(lines)

    def _after(self, binary: Binary, context: CallbackContext, op: OpContext) -> None:
        for golden in self._goldens_of(binary, context, op):
            outputs = dict(outputs_of(context, op))
            for position, expected in enumerate(golden):
                if expected is not None:
                    self._compare(place_of(binary, context, op), position, outputs.get(position), expected)

    def _goldens_of(self, binary: Binary, context: CallbackContext, op: OpContext) -> list[tuple[Any, ...]]:
        if isinstance(self._golden, GoldenMap):
            found = self._golden.values_of(binary, context, op)
        else:
            found = [self._golden(binary, context, op)]
        return [value if isinstance(value, tuple) else (value,) for value in found]

    def _compare(self, place: Place, position: int, array: Array | None, expected: Any) -> None:
        golden = np.asarray(expected)
        if array is None:
            raise ValueError(f"{place} has no output {position}, but a golden value was given for it")
        if golden.dtype.kind in "OSUMmc":
            raise TypeError(f"the golden value for {place} is no array of numbers: {golden.dtype}")
        row = _compared(place, position, array, golden, self._tolerance)
        with self._lock:
            self._rows.append(row)
        if self._stop and not row.passed:
            error = GoldenMismatchError(f"{place}: output {position}: {row.problem}")
            error.comparison, error.output, error.golden = row, array.copy(), golden.copy()
            raise error


def _cells(row: Comparison) -> list[str]:
    return [
        "pass" if row.passed else "FAIL",
        row.place.op,
        short_location(row.place.location),
        shape_text(row.shape),
        number(row.max_absolute_error),
        number(row.max_relative_error),
        number(row.pcc, 8),
        row.problem,
    ]


def _compared(place: Place, position: int, array: Array, golden: Array, tolerance: Tolerance) -> Comparison:
    if array.shape != golden.shape:
        problem = f"its shape is {shape_text(array.shape)}, the golden value's is {shape_text(golden.shape)}"
        return Comparison(place, position, array.shape, array.dtype.name, None, None, None, None, problem)
    errors = errors_of(array, golden, tolerance)
    problems = []
    if errors.outside:
        problems.append(
            f"{errors.outside} of {array.size} elements leave rtol={tolerance.rtol:g}, atol={tolerance.atol:g} "
            f"(max abs {number(errors.max_absolute)}, max rel {number(errors.max_relative)})"
        )
    if errors.pcc is not None and errors.pcc < tolerance.pcc:
        problems.append(f"pcc {number(errors.pcc, 8)} is below {tolerance.pcc:g}")
    return Comparison(
        place,
        position,
        array.shape,
        array.dtype.name,
        errors.max_absolute,
        errors.max_relative,
        errors.pcc,
        errors.outside,
        "; ".join(problems),
    )


def compare(
    golden: Mapping[str, Any] | GoldenFunction,
    *,
    rtol: float = 1e-3,
    atol: float = 1e-5,
    pcc: float = 0.99,
    stop: bool = False,
    ops: str | Iterable[str] = (),
    location: str = "",
    program: int | str | Binary | None = None,
) -> GoldenComparison:
    """Compare what ops compute with golden values, by element and by Pearson's correlation.

    A mapping has arrays by location: by its name, by line (`model.py:12`, with or without folders and column) or as
    printed. Where a line or name became several ops, the last of them that `ops` admits is compared, for it computes
    the value. Look at `missing` to learn which golden values no op had. A function is called as callbacks of `watch`
    are, `f(binary, program_context, op_context)`, and returns the golden value or None to leave the op out. A tuple
    holds one golden value for each output, or None. Golden values are arrays of numbers of any dtype.

    Args:
        golden: the mapping or the function.
        rtol: every element has to fulfil `|output - golden| <= atol + rtol * |golden|`, where NaN equals NaN; with inf
            the correlation alone decides.
        atol: the same, in the elements' own unit.
        pcc: the least correlation, where it is defined; with pcc=-1 the elements alone decide.
        stop: raise GoldenMismatchError out of `submit` at the first output that leaves the tolerance.
        ops: which ops to observe, as in `watch`.
        location: in which lines, as in `watch`.
        program: in which program, as in `watch`.

    Raises:
        ValueError: a tolerance makes no sense; or as `watch`. While programs run: a golden value for an output that
            there is not.
        TypeError: `golden` is neither a mapping with texts as keys nor a function. While programs run: a golden value
            that holds no numbers.
    """
    names = [ops] if isinstance(ops, str) else list(ops)
    if isinstance(golden, Mapping):
        known: GoldenMap | GoldenFunction = GoldenMap(golden, names)
    elif callable(golden):
        known = golden
    else:
        raise TypeError(f"golden may be a mapping from locations to arrays or a function, not {type(golden).__name__}")
    comparison = GoldenComparison(known, Tolerance(rtol, atol, pcc), stop)
    return comparison._observe(post_op=comparison._after, ops=names, location=location, program=program)
