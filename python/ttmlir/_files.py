"""Writing files whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import Any


def write_whole(path: Path, contents: bytes) -> None:
    """Writes a file that is never seen half written and keeps the permissions of what it replaces.

    Links are followed and stay. What is not a regular file (a device, a pipe) is opened and written to.

    Raises:
        OSError: it cannot be written; `filename` says which.
    """
    try:
        _write(path, contents)
    except OSError as error:
        # A disk that is full, and errors of the temporary file, do not say whose they are.
        raise OSError(error.errno, error.strerror, str(path)) from None


def _write(path: Path, contents: bytes) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb", buffering=0) as file:
            _write_all(file, contents)
        return
    if mode is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    target = Path(os.path.realpath(path))
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name}.", buffering=0, delete=False
    ) as temporary:
        try:
            os.fchmod(temporary.fileno(), _mode_of_a_new_file() if mode is None else stat.S_IMODE(mode) & 0o777)
            _write_all(temporary, contents)
            Path(temporary.name).replace(target)
        except BaseException:
            Path(temporary.name).unlink(missing_ok=True)
            raise


def _write_all(file: Any, contents: bytes) -> None:
    rest = memoryview(contents)
    while rest:
        rest = rest[file.write(rest) :]


def _mode_of_a_new_file() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
