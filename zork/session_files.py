"""Files of a game in the terminal: sessions that one process holds, save files, and messages about files."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import glob
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

NEW = ".new"
"""How the name of a file ends that is written and has not taken its name yet."""


def session_folder() -> Path:
    """Where session files, history and save files are."""
    base = os.environ.get("XDG_STATE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".local" / "state") / "tenon" / "zork"
    except RuntimeError as error:
        raise OSError("no home folder is known; set XDG_STATE_HOME to a folder for sessions") from error


def describe(error: Exception) -> str:
    """Say in a line what an error was, and of which file."""
    if not isinstance(error, OSError) or error.strerror is None:
        return str(error)
    if error.filename is None or str(error.filename) in error.strerror:
        return error.strerror
    if error.strerror == os.strerror(errno.ENOENT):
        return f"there is no file {error.filename}"
    return f"{error.filename}: {error.strerror}"


def check_file(path: Path) -> None:
    """See that a path is a file's, or one's that can be made.

    Raises:
        OSError: It is a folder, a device, or its folder is not there.
    """
    if path.is_dir():
        raise OSError(f"{path} is a folder; a file is wanted")
    if path.exists() and not path.is_file():
        raise OSError(f"{path} is a device or a pipe; a file is wanted")
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, f"there is no folder {path.parent}", str(path))


def read_file(path: Path) -> bytes:
    """Read a file."""
    if path.exists():
        check_file(path)
    return path.read_bytes()


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it holds the old or the new bytes, whatever happens meanwhile; OSError names the file."""
    check_file(path)
    named, path = path, path.resolve()  # where it is a link, that stays one
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=NEW)
        try:
            with os.fdopen(descriptor, "wb") as file:
                os.fchmod(descriptor, _mode(path))
                file.write(data)
                file.flush()
                os.fsync(descriptor)
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(named)) from error


def _mode(path: Path) -> int:
    """The mode of a file that is replaced, or of a new one."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def write_save(path: Path, data: bytes) -> None:
    """Write a save file, as write_atomically; it replaces none but save files."""
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(12)
        if head[:4] != b"FORM" or head[8:] != b"IFZS":
            raise OSError(f"{path} is there and is no save file (Quetzal); it stays as it is")
    write_atomically(path, data)


@contextlib.contextmanager
def held(session_file: Path | None) -> Iterator[None]:
    """Keep other processes from playing the same session; what this one holds ends with it, however it ends.

    Raises:
        OSError: Another process has it, or it cannot be a session file.
    """
    if session_file is None:
        yield
        return
    if session_file.exists():
        check_file(session_file)
    path = session_file.with_name(f"{session_file.name}.lock")
    try:
        # The session file is replaced again and again, so another file is locked; it stays, as somebody may wait for it.
        lock = path.open("ab+", buffering=0)
    except OSError:  # then the session cannot be written either, which is said after each command
        yield
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise OSError(
                f"the session file {session_file} is in use by process {lock.read(20).decode('ascii', 'replace').strip() or 'unknown'}; "
                "--session FILE names another"
            ) from None
        except OSError as error:
            if error.errno not in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS):  # a file system without locks
                raise
        with contextlib.suppress(OSError):  # a full disk, which is said after each command
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n".encode())
            _remove_unfinished(session_file.resolve())
        yield


def _remove_unfinished(path: Path) -> None:
    """Remove what a process that was killed has not finished."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*{NEW}"):
        left.unlink(missing_ok=True)
