"""Checks of arguments, so that errors say what was expected."""

from __future__ import annotations

import operator
from typing import Any

MOST = 2**64 - 1


def of_kind(name: str, value: object, kind: type | tuple[type, ...], expected: str) -> None:
    """Raise TypeError where an argument is of another type."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be {expected}, got {type(value).__name__}")


def number(name: str, value: Any, most: int = MOST) -> None:
    """Raise TypeError where an argument is no integer, ValueError where it is not in 0 to `most`."""
    try:
        integer = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be an int, got {type(value).__name__}") from None
    if not 0 <= integer <= most:
        raise ValueError(f"{name} must be 0 to {most}, got {integer}")
