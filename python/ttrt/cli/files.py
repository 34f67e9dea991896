"""Writing files whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path


def write_whole(path: Path, contents: bytes) -> None:
    """Writes a file that is never seen half written; a link is followed, a device or a pipe is written to directly.

    Raises OSError.
    """
    path = path.resolve()
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        path.write_bytes(contents)
        return
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as partial:
        try:
            partial.write(contents)
            partial.flush()
            mask = os.umask(0)
            os.umask(mask)
            Path(partial.name).chmod(0o666 & ~mask)
            Path(partial.name).replace(path)
        except BaseException:
            Path(partial.name).unlink(missing_ok=True)
            raise
