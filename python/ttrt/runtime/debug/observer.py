"""What ready-made observers have in common: they are context managers, and are closed as a `Watch` is."""

from __future__ import annotations

import os
import threading
import weakref
from types import TracebackType
from typing import Any, Self

from .._ttmlir_runtime.runtime import Watch
from .watch import watch

_observers: weakref.WeakSet[Observer] = weakref.WeakSet()


def _unlock_after_fork() -> None:
    """A thread that held a lock is not there in the child to release it."""
    for observer in _observers:
        observer._lock = threading.Lock()


os.register_at_fork(after_in_child=_unlock_after_fork)


class Observer:
    """Observes programs from when it is made until `close()` or the end of its `with`; its results stay after that.

    Like a `Watch`, it stays registered when it is dropped without `close()`. Programs may run in any number of threads
    meanwhile: what the observer gathered is guarded by its lock.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watch: Watch | None = None
        _observers.add(self)

    def _observe(self, **arguments: Any) -> Self:
        """Register the callbacks, once everything that they need is there; the arguments are those of `watch`."""
        self._watch = watch(**arguments)
        return self

    def close(self) -> None:
        """End it; a second time it does nothing. Callbacks that run in other threads meanwhile finish."""
        if self._watch is not None:
            self._watch.close()

    @property
    def is_open(self) -> bool:
        """Whether it still observes."""
        return self._watch is not None and bool(self._watch.is_open)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
