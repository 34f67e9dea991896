"""The native libraries of the package, and what has to happen once when they are loaded.

Contexts made by `ttmlir.ir.Context` know the dialects of `get_dialect_registry()` and load them all: an operation of a
dialect that is registered but not loaded would be parsed as an unregistered one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import _mlir, _ttmlir
from ._site import Site, run_initializers

_this_dir = Path(__file__).parent
_dialect_registry = _mlir.ir.DialectRegistry()
_load_on_create_dialects: list[str] | None = None
_site = Site()


def get_lib_dirs() -> Sequence[str]:
    """The folders that hold the package's shared libraries: libTenonCAPI (all of MLIR's C API) and nanobind's."""
    return [str(_this_dir)]


def get_include_dirs() -> Sequence[str]:
    """The folders that hold the package's headers: `mlir-c`, `ttmlir-c` and `mlir/Bindings/Python`.

    The last, for extensions in C++, include some of LLVM 22's own headers.
    """
    return [str(_this_dir / "include")]


def get_dialect_registry() -> Any:
    """The dialects that every new context knows."""
    return _dialect_registry


def append_load_on_create_dialect(dialect: str) -> None:
    """Makes new contexts load `dialect`; from the first call on, they load the dialects named so and no others."""
    global _load_on_create_dialects
    _load_on_create_dialects = [*(_load_on_create_dialects or []), dialect]


def get_load_on_create_dialects() -> list[str]:
    """The dialects named to `append_load_on_create_dialect`."""
    return list(_load_on_create_dialects or [])


class MLIRError(RuntimeError):
    """An operation of the compiler failed: what was to be done, and each diagnostic with its location and notes."""

    def __init__(self, message: str, error_diagnostics: Sequence[Any] = ()) -> None:
        super().__init__(message, list(error_diagnostics))
        self.message = message
        self.error_diagnostics = list(error_diagnostics)

    def __str__(self) -> str:
        if not self.error_diagnostics:
            return self.message
        return "\n".join([f"{self.message}:", *(str(diagnostic) for diagnostic in self.error_diagnostics)])


class Context(_mlir.ir._BaseContext):
    """An MLIR context with the dialects of this package. Use it in a `with` block, or pass it where one is asked for."""

    def __init__(
        self, load_on_create_dialects: Sequence[str] | None = None, thread_pool: Any = None, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.append_dialect_registry(_dialect_registry)
        _ttmlir.shorten_diagnostics(self)
        if _site.disable_multithreading and thread_pool is not None:
            raise ValueError("no thread_pool can be given: an initializer of this installation disables multithreading")
        for hook in _site.context_init_hooks:
            hook(self)
        names = _load_on_create_dialects if load_on_create_dialects is None else load_on_create_dialects
        if names is None and not _site.disable_load_all_available_dialects:
            self.load_all_available_dialects()
        else:
            for name in names or ():
                _ = self.dialects[name]
        if thread_pool is not None:
            self.set_thread_pool(thread_pool)


def _initialize() -> None:
    global _site
    for cls in (MLIRError, Context):
        cls.__module__ = "ttmlir.ir"
        setattr(_mlir.ir, cls.__name__, cls)
    _ttmlir.register_dialects(_dialect_registry)
    _ttmlir.register_passes()
    # Locations taken from the Python stack name the user's frames, not the package's.
    _mlir.globals.register_traceback_file_exclusion(f"{_this_dir.parent}{os.sep}")
    _site = run_initializers(__name__, _dialect_registry)


_initialize()
