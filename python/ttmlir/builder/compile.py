"""From a builder or a module to a Binary."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from .. import ir, passes
from .ttir_builder import TTIRBuilder


class TTBuilderCompileException(Exception):  # noqa: N818 (the field's name)
    """A module could not be compiled; the message has the compiler's diagnostics."""


def build_module(mod: Callable[[TTIRBuilder], Any], builder_type: str = "ttir") -> tuple[ir.Module, TTIRBuilder]:
    """Calls `mod` with a new builder and returns the module it built, with the builder.

    `builder_type` says of which dialect; today "ttir".
    """
    if builder_type != "ttir":
        raise ValueError(f"there is no builder of '{builder_type}' modules yet; there is: ttir")
    builder = TTIRBuilder()
    mod(builder)
    return builder.module, builder


def compile_ttir_module_to_flatbuffer(
    module: ir.Module, path: str | os.PathLike[str] | None = None, *, pipeline_options: str = "", print_ir: bool = False
) -> bytes | str:
    """Compiles a TTIR module and returns the Binary's bytes or, with `path`, writes them there and returns the path.

    The module is not changed. Raises TTBuilderCompileException with the compiler's diagnostics, OSError when the file
    cannot be written.
    """
    clone = module.operation.clone()
    try:
        with module.context:
            passes.ttir_to_ttnn_backend_pipeline(clone, pipeline_options, print_ir=print_ir)
            if path is None:
                return passes.ttnn_to_flatbuffer_bin(clone)
            passes.ttnn_to_flatbuffer_file(clone, os.fspath(path))
            return os.fspath(path)
    except ir.MLIRError as error:
        raise TTBuilderCompileException(str(error)) from error


def compile_ttir_to_flatbuffer(
    mod: Callable[[TTIRBuilder], Any], path: str | os.PathLike[str] | None = None, *, pipeline_options: str = "",
    print_ir: bool = False,
) -> bytes | str:  # fmt: skip
    """Builds a module with `mod` (see build_module) and compiles it (see compile_ttir_module_to_flatbuffer)."""
    module, _ = build_module(mod)
    return compile_ttir_module_to_flatbuffer(module, path, pipeline_options=pipeline_options, print_ir=print_ir)
