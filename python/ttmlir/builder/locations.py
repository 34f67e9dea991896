"""Where in the user's source an op is made."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

from .. import ir

# Files of this package are recognised by how the interpreter names this one.
_PACKAGE = __file__[: -len("builder/locations.py")]


def caller_location(depth: int = 1) -> ir.Location:
    """The innermost line of source outside this package, in the current context.

    With `depth` above 1 the lines it was called from are recorded as well, as a location of calls. A file below the
    current folder is named relative to it.
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
    lines: list[ir.Location] = []
    while frame is not None and len(lines) < depth:
        lines.append(ir.Location.file(_display_name(frame.f_code.co_filename), frame.f_lineno, 0))
        frame = frame.f_back
    if not lines:
        return ir.Location.unknown()
    return lines[0] if len(lines) == 1 else ir.Location.callsite(lines[0], lines[1:])


def _display_name(path: str) -> str:
    folder = f"{Path.cwd()}/"
    return path.removeprefix(folder)
