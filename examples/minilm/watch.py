"""One line for each op of a running program, through the runtime's debug callbacks."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import TextIO

import numpy as np

from ttrt import binary, runtime

_FILE_LOCATION = re.compile(r'"([^"]+)":(\d+)(?::\d+)?')
_NAMED_LOCATION = re.compile(r'loc\("([^"]*)"')


@dataclass(frozen=True)
class Observation:
    """What one op did; `mean` is None for ops without an output, `seconds` includes no callback."""

    number: int
    op: str
    location: str
    shape: list[int] | None
    dtype: str | None
    mean: float | None
    seconds: float


class Watcher:
    """Prints an observation of each op, as a line of text or of JSON."""

    def __init__(self, output: TextIO, *, as_json: bool) -> None:
        self._output = output
        self._as_json = as_json
        self._number = 0
        self._begin = 0.0

    def before(self, program: binary.Binary, context: runtime.CallbackContext, op: runtime.OpContext) -> None:
        """Note when the op begins."""
        self._begin = time.perf_counter()

    def after(self, program: binary.Binary, context: runtime.CallbackContext, op: runtime.OpContext) -> None:
        """Look at the op's output and print the line."""
        seconds = time.perf_counter() - self._begin
        self._number += 1
        shape, dtype, mean = None, None, None
        for tensor in runtime.get_op_output_tensor(op, context).values():  # one for each device, and there is one
            array = runtime.to_numpy(tensor)
            shape, dtype = list(array.shape), array.dtype.name
            mean = float(array.mean(dtype=np.float64)) if array.size else None
        location = short_location(runtime.get_op_loc_info(op))
        self._print(Observation(self._number, op.name, location, shape, dtype, mean, seconds))

    def _print(self, seen: Observation) -> None:
        if self._as_json:
            line = json.dumps(asdict(seen))
        else:
            shape = "x".join(map(str, seen.shape)) if seen.shape is not None else ""
            mean = f"{seen.mean:+.6f}" if seen.mean is not None else ""
            line = (
                f"{seen.number:4d}  {seen.op:<40} {seen.location:<22} {shape:>14} {seen.dtype or '':<8} "
                f"{mean:>12} {seen.seconds * 1e3:9.3f} ms"
            )
        print(line, file=self._output, flush=True)


def short_location(text: str) -> str:
    """`model.py:12` for a location in a file, else the location's name, else nothing."""
    if match := _FILE_LOCATION.search(text):
        return f"{PurePath(match[1]).name}:{match[2]}"
    match = _NAMED_LOCATION.search(text)
    return match[1] if match else ""


@contextmanager
def watching(*, as_json: bool, output: TextIO = sys.stdout) -> Iterator[None]:
    """Print each op that runs inside the `with`."""
    watcher = Watcher(output, as_json=as_json)
    if not as_json:
        header = f"{'':>4}  {'op':<40} {'location':<22} {'output':>14} {'dtype':<8} {'mean':>12} {'time':>9}"
        print(header, file=output)
    runtime.DebugHooks.get(pre_op=watcher.before, post_op=watcher.after)
    try:
        yield
    finally:
        runtime.unregister_hooks()
