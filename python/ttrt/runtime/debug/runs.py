"""Numbers the runs of programs as they come, so that what several of them leave can be told apart."""

from __future__ import annotations

import threading

from .._ttmlir_runtime.runtime import CallbackContext


class RunNumbers:
    """Counts from 1 the submissions that an observer saw; a program inside another's run has the other's number."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: dict[int, int] = {}

    def of(self, context: CallbackContext) -> int:
        """The number of the run that a callback belongs to."""
        run = context.run_id
        with self._lock:
            return self._numbers.setdefault(run, len(self._numbers) + 1)
