"""Plain text for people: tables of columns, numbers of fixed width."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], left: Collection[str]) -> str:
    """A line for the columns' names and one for each row; the columns named in `left` are aligned to the left."""
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, cell, width in zip(columns, row, widths, strict=True)
        ).rstrip()
        for row in [columns, *rows]
    )


def number(value: float | None, digits: int = 5) -> str:
    """A number with so many digits that count; a dash where there is none."""
    return "-" if value is None else f"{value:.{digits}g}"
