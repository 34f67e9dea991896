"""Writing generated files so that a build redoes no work when nothing changed."""

from __future__ import annotations

from pathlib import Path


def write_if_changed(path: Path, text: str) -> None:
    """Writes `text` to `path`, creating folders; leaves a file that has this text already alone, time stamp included."""
    if path.exists() and path.read_text() == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
