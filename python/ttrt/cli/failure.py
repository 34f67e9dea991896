"""How the command fails: one exception with a documented exit status."""

from __future__ import annotations

import enum
import json
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager


class ExitStatus(enum.IntEnum):
    """Exit statuses of `ttrt`, as its help lists them."""

    OK = 0
    PROGRAM_FAILED = 1
    USAGE = 2
    BAD_FILE = 3
    BAD_INPUT = 4
    CANNOT_WRITE = 5
    INTERRUPTED = 130


class Failure(Exception):  # noqa: N818 (not an error of the program, but how the command ends)
    """Ends the command with a message and a status."""

    def __init__(self, message: str, status: ExitStatus, *, as_json: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.as_json = as_json


@contextmanager
def failing_as(status: ExitStatus, *expected: type[BaseException], as_json: bool = False) -> Iterator[None]:
    """Turns the expected exceptions into a Failure with this status."""
    try:
        yield
    except expected as error:
        raise Failure(_message(error), status, as_json=as_json) from error


@contextmanager
def failing_in_callbacks(*, as_json: bool = False) -> Iterator[None]:
    """Shows the traceback of an exception that a debug callback raised, and turns it into a Failure."""
    try:
        yield
    except Exception as error:
        # This frame and the caller's are the first two; what Python code raised further in came from a callback.
        frames = error.__traceback__
        if frames is None or frames.tb_next is None or frames.tb_next.tb_next is None:
            raise
        traceback.print_exception(error)
        message = f"a debug callback raised {type(error).__name__}: {error}"
        raise Failure(message, ExitStatus.PROGRAM_FAILED, as_json=as_json) from error


def _message(error: BaseException) -> str:
    """What the error says; an OSError of the runtime has the file in its sentence, one of Python's has it beside it."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    name = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
    return error.strerror if name in error.strerror else f"{name}: {error.strerror}"


def report(failure: Failure) -> None:
    """Prints the failure: for programs on standard output as JSON, for people on standard error."""
    if failure.as_json:
        print(json.dumps({"result": "error", "status": int(failure.status), "error": str(failure)}))
    print(f"ttrt: error: {failure}", file=sys.stderr)
