"""Compiled programs of the encoder, kept on disk so that the second start need not compile.

A program is found again by the hash of everything it depends on: how the model is written, its sizes, and the
compiler. The compiler itself is imported only when there is something to compile.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from ttrt import binary

from .weights import Config


def cache_folder() -> Path:
    """Where compiled programs are kept: TENON_CACHE_DIR, or `tenon` in the user's cache folder."""
    if folder := os.environ.get("TENON_CACHE_DIR"):
        return Path(folder)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tenon"


def load_program(
    config: Config, batch: int, length: int, *, use_cache: bool, report: Callable[[str], None]
) -> binary.Binary:
    """The encoder for `batch` rows of `length` tokens, from the cache or compiled now.

    `report` is told what takes time or went wrong without harm: compiling, and a cache that cannot be written.
    """
    path = cache_folder() / f"minilm-{batch}x{length}-{_key(config, batch, length)}.ttnn"
    if use_cache and path.exists():
        # A damaged file, or one of another version of the runtime, is made again.
        with contextlib.suppress(OSError, ValueError):
            return binary.load_binary_from_path(str(path))
    report(f"compiling the model for {batch} sentences of {length} tokens")

    from .compiler import compile_encoder

    contents = compile_encoder(config, batch, length)
    try:
        _write(path, contents)
    except OSError as error:
        report(f"the compiled model could not be kept: {error}")
    return binary.load_binary_from_bytes(contents)


def _key(config: Config, batch: int, length: int) -> str:
    digest = hashlib.sha256(f"{config} {batch} {length}".encode())
    for name in ("model.py", "compiler.py"):
        digest.update((Path(__file__).parent / name).read_bytes())
    spec = importlib.util.find_spec("ttmlir")
    if spec is not None and spec.submodule_search_locations:
        for folder in spec.submodule_search_locations:
            for library in sorted(Path(folder).rglob("*.so")):
                status = library.stat()
                digest.update(f"{library.name} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def _write(path: Path, contents: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            file.write(contents)
            file.flush()
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
