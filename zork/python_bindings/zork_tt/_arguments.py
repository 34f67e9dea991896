"""Checks of arguments, so that errors say what was expected."""

from __future__ import annotations

import operator
from typing import Any

MOST = 2**64 - 1


def of_kind(name: str, value: object, kind: type | tuple[type, ...], expected: str) -> None:
    """Raise TypeError where an argument is of another type."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be {expected}, got {type(value).__name__}")


def check_line(name: str, line: object) -> None:
    """See that an argument is a text in UTF-8."""
    of_kind(name, line, str, "a str")
    assert isinstance(line, str)
    try:
        line.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{name} must be text that UTF-8 has, got {line!r} ({error.reason})") from None


def number(name: str, value: Any, most: int = MOST) -> None:
    """Raise TypeError where an argument is no integer, ValueError where it is not in 0 to `most`."""
    try:
        integer = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be an int, got {type(value).__name__}") from None
    if not 0 <= integer <= most:
        raise ValueError(f"{name} must be 0 to {most}, got {integer}")
