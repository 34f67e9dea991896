"""Where in the user's source an op is made."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from types import FrameType

from .. import ir

# Files of this package are recognised by how the interpreter names this one.
_PACKAGE = __file__[: -len("builder/locations.py")]


def caller_location(depth: int = 1) -> ir.Location:
    """The innermost place of source outside this package, in the current context: file, line and column.

    With `depth` above 1 the places it was called from are recorded as well, as a location of calls. A file below the
    current folder is named relative to it.
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
    lines: list[ir.Location] = []
    while frame is not None and len(lines) < depth:
        lines.append(ir.Location.file(_display_name(frame.f_code.co_filename), frame.f_lineno, _column(frame)))
        frame = frame.f_back
    if not lines:
        return ir.Location.unknown()
    return lines[0] if len(lines) == 1 else ir.Location.callsite(lines[0], lines[1:])


def _column(frame: FrameType) -> int:
    """The column, counted from 1, where the call begins that the frame is in; 0 where Python does not know."""
    position = next(islice(frame.f_code.co_positions(), frame.f_lasti // 2, None), None)
    return 0 if position is None or position[2] is None else position[2] + 1


class Unique:
    """Makes the locations of a module differ: of ops that a loop makes at one place, the second is fused<2>[place]."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def __call__(self, location: ir.Location) -> ir.Location:
        """The location, or with the number of the op at this place as metadata. In the current context."""
        text = str(location)
        count = self._seen[text] = self._seen.get(text, 0) + 1
        if count == 1:
            return location
        number = ir.IntegerAttr.get(ir.IntegerType.get_signless(64), count)
        return ir.Location.fused([location], number)


def _display_name(path: str) -> str:
    folder = f"{Path.cwd()}/"
    return path.removeprefix(folder)
