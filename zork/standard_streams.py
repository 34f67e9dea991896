"""Standard input, output and errors of the terminal player: texts in any encoding, and what is in the way said in a line."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections.abc import Iterator
from typing import NoReturn

PROGRAM = "zork_persistent.py"


class OutputError(Exception):
    """Standard output cannot be written."""


def prepare() -> None:
    """Take texts that the terminal's encoding does not have, and end as programs do when they are told to."""
    # Who reads the output has left, as in `| head`: the process ends as others do, without a word.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)  # the terminal's settings are put back on the way out
    # Threads that begin later have this too: the signal is to wake the one that waits for input, which takes it then.
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCONT])
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _leave(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def check(reads: bool) -> None:
    """See that there is an output, and an input where it is read; OSError where it was closed."""
    if reads and sys.stdin is None:
        raise OSError("standard input is closed; --script FILE reads commands from a file")
    if sys.stdout is None:
        raise OSError("standard output is closed")


def emit(text: str) -> None:
    """Write to standard output at once."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # What is left in the buffer would be written again at the end.
        with open(os.devnull, "wb") as nothing:  # noqa: PTH123
            os.dup2(nothing.fileno(), sys.stdout.fileno())
        raise OutputError(f"standard output cannot be written ({error.strerror})") from error


def complain(text: str) -> None:
    """Write a line to standard error, with the program's name."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):  # then there is nobody to tell
            print(f"{PROGRAM}: {text}", file=sys.stderr, flush=True)


def input_lines() -> Iterator[str]:
    """Lines of standard input, as they come.

    Raises:
        UnicodeDecodeError: They are no text in UTF-8.
    """
    assert isinstance(sys.stdin, io.TextIOWrapper)
    sys.stdin.reconfigure(encoding="utf-8-sig", errors="strict")
    for line in sys.stdin:
        yield line.removesuffix("\n")
