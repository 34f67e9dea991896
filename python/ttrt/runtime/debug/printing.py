"""`print_ops`: a line for each output of each op, for people or as JSON."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TextIO

import numpy as np

from .._ttmlir_runtime.binary import Binary
from .._ttmlir_runtime.runtime import CallbackContext, OpContext
from .locations import short_location
from .observer import Observer
from .place import Array, outputs_of, shape_text

_HEADER = f"{'':>4}  {'op':<40} {'location':<22} {'output':>14} {'dtype':<8} {'mean':>12} {'time':>9}"


@dataclass(frozen=True)
class Line:
    """One output of an op; of an op without outputs, all that has to do with one is None, as is the mean of nothing."""

    number: int
    op: str
    location: str
    output: int | None
    shape: list[int] | None
    dtype: str | None
    mean: float | None
    min: float | None
    max: float | None
    seconds: float


class OpPrinter(Observer):
    """What `print_ops` returns."""

    def __init__(self, file: TextIO, values: bool, as_json: bool) -> None:
        super().__init__()
        self._file = file
        self._values = values
        self._as_json = as_json
        self._number = 0
        if not as_json:
            print(_HEADER, file=file)

    def _after(self, binary: Binary, context: CallbackContext, op: OpContext) -> None:
        outputs: list[tuple[int, Array] | tuple[None, None]] = [*outputs_of(context, op)]
        with self._lock:  # one op's lines stay together, in the order of their numbers
            self._number += 1
            for position, array in outputs or [(None, None)]:
                line = _describe(self._number, op, position, array)
                print(_as_json(line) if self._as_json else _as_text(line), file=self._file, flush=True)
                if self._values and array is not None:
                    print(_values_of(array), file=self._file, flush=True)


def _describe(number: int, op: OpContext, position: int | None, array: Array | None) -> Line:
    shape, dtype, mean, smallest, largest = None, None, None, None, None
    if array is not None:
        shape, dtype = list(array.shape), array.dtype.name
        if array.size:
            with np.errstate(all="ignore"):
                mean = float(array.mean(dtype=np.float64))
                smallest, largest = float(array.min()), float(array.max())
    location = short_location(op.location)
    return Line(number, op.name, location, position, shape, dtype, mean, smallest, largest, op.duration)


def _as_text(line: Line) -> str:
    shape = "" if line.shape is None else shape_text(line.shape)
    mean = "" if line.mean is None else f"{line.mean:+.6f}"
    op = line.op if not line.output else f"{line.op} (output {line.output})"
    return (
        f"{line.number:4d}  {op:<40} {line.location:<22} {shape:>14} {line.dtype or '':<8} "
        f"{mean:>12} {line.seconds * 1e3:9.3f} ms"
    )


def _as_json(line: Line) -> str:
    fields = asdict(line)
    for key in ("mean", "min", "max"):
        if fields[key] is not None and not math.isfinite(fields[key]):
            fields[key] = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(fields[key])]
    return json.dumps(fields)


def _values_of(array: Array) -> str:
    text = np.array2string(array, threshold=32, edgeitems=2, prefix=" " * 6) if array.size else "[]"
    return f"      {text}"


def print_ops(
    file: TextIO | None = None,
    values: bool = False,
    *,
    as_json: bool = False,
    ops: str | Iterable[str] = (),
    location: str = "",
    program: int | str | Binary | None = None,
) -> OpPrinter:
    """Print a line for each op that runs: its place, its output's shape, dtype and mean, and its time.

    An op with several outputs has a line for each, one without outputs a line all the same.

    Args:
        file: where to print; standard output by default.
        values: print the outputs' values, too, those in the middle of large ones left out.
        as_json: an object a line with the fields `number`, `op`, `location`, `output`, `shape`, `dtype`, `mean`, `min`,
            `max` and `seconds`; NaN and infinities are the strings "NaN", "Infinity" and "-Infinity".
        ops: which ops to observe, as in `watch`.
        location: in which lines, as in `watch`.
        program: in which program, as in `watch`.

    Raises:
        ValueError: `values` is asked for in JSON; or as `watch`.
        OSError: the file cannot be written; while programs run, it comes out of `submit`.
    """
    if values and as_json:
        raise ValueError("values are printed as text only; save_tensors keeps them for programs")
    printer = OpPrinter(sys.stdout if file is None else file, values, as_json)
    return printer._observe(post_op=printer._after, ops=ops, location=location, program=program, timed=True)
