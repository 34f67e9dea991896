"""Looks for leaked memory after the last test, where the leak sanitizer is loaded (scripts/run_tests.py loads it).

What the sanitizer finds is memory that nothing points to any more. Python is still there when it looks, so that what
Python keeps until the end is no leak. leaks.supp says what is not looked at.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from collections.abc import Iterator
from types import FrameType

import pytest

LIBRARY = ctypes.CDLL(None)
LOADED = hasattr(LIBRARY, "__lsan_do_recoverable_leak_check")


@contextlib.contextmanager
def not_looked_at() -> Iterator[None]:
    """What this thread allocates meanwhile may be lost."""
    if not LOADED:
        yield
        return
    LIBRARY.__lsan_disable()
    try:
        yield
    finally:
        LIBRARY.__lsan_enable()


def memory_is_lost() -> bool:
    """Whether there is a leak; the sanitizer's report is on stderr."""
    gc.collect()
    # Python's stack is not among the memory that is searched; lists are, as the garbage collector knows them.
    held = held_by_running_functions()
    lost = LOADED and bool(LIBRARY.__lsan_do_recoverable_leak_check())
    del held
    return lost


def held_by_running_functions() -> list[dict[str, object]]:
    """The local variables of every function that is running, in any thread."""
    held = []
    for innermost in sys._current_frames().values():
        frame: FrameType | None = innermost
        while frame:
            held.append(frame.f_locals)
            frame = frame.f_back
    return held


@pytest.fixture(autouse=True)
def _leaves_mlir(request: pytest.FixtureRequest) -> Iterator[None]:
    """Lets a test marked `leaves_mlir` lose what it allocates."""
    with not_looked_at() if request.node.get_closest_marker("leaves_mlir") else contextlib.nullcontext():
        yield


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_lost(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails after the last test if one of them lost memory."""
    yield
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        lost = memory_is_lost()
    assert not lost, "a test lost memory, not necessarily the last: the leak sanitizer's report is above"
