"""What the subcommands print: tables for people, JSON for programs."""

from __future__ import annotations

import json
import math
from typing import Any

from rich.console import Console
from rich.table import Table


def console() -> Console:
    """Standard output, with colours only on a terminal; wide enough for tables when it is a file."""
    terminal = Console(highlight=False)
    return terminal if terminal.is_terminal else Console(highlight=False, width=160)


def print_json(value: Any) -> None:
    """One JSON document; NaN and infinities become the strings "NaN", "Infinity", "-Infinity"."""
    print(json.dumps(_portable(value), indent=2, allow_nan=False))


def _portable(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, dict):
        return {key: _portable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_portable(item) for item in value]
    return value


def table(title: str | None, *columns: str, right: tuple[str, ...] = ()) -> Table:
    """An empty table; the columns named in `right` are aligned to the right."""
    result = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        result.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return result


def duration(seconds: float) -> str:
    """A time with three digits and the unit that suits it, for example 1.23 ms."""
    for factor, unit in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= factor:
            return f"{seconds / factor:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def shape_and_dtype(shape: list[int], dtype: str) -> str:
    """For example 1×128×384 Float32; without dimensions: scalar Float32."""
    return ("×".join(map(str, shape)) or "scalar") + " " + dtype
