"""Numbers the runs of programs, so that what several of them leave can be told apart."""

from __future__ import annotations

import itertools
import threading

from .._ttmlir_runtime.binary import Binary
from .._ttmlir_runtime.runtime import CallbackContext, get_program_index


class _Stack(threading.local):
    """The programs that run in this thread, the innermost last: (Binary.id, program index, number of the run)."""

    def __init__(self) -> None:
        self.entries: list[tuple[int, int, int]] = []


class Runs:
    """Counts from 1; a program that another one runs (to compute constants) belongs to the other's run."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._stack = _Stack()

    def begin(self, binary: Binary, context: CallbackContext) -> None:
        """To be called before every program."""
        index = get_program_index(context)
        entries = self._stack.entries
        nested = bool(entries) and binary.is_program_private(index)
        number = entries[-1][2] if nested else next(self._numbers)
        entries.append((binary.id, index, number))

    def end(self, binary: Binary, context: CallbackContext) -> None:
        """To be called after every program."""
        self.current(binary, context)
        if self._stack.entries:
            self._stack.entries.pop()

    def current(self, binary: Binary, context: CallbackContext) -> int:
        """The number of the run that a callback belongs to; 0 where it began before the counting did."""
        entries = self._stack.entries
        # Nobody is told of the end of a program that failed: those above the one that runs now are such.
        while entries and entries[-1][:2] != (binary.id, get_program_index(context)):
            entries.pop()
        return entries[-1][2] if entries else 0
