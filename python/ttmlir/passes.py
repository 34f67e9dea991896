"""The compiler's pipelines and translations, as functions on modules."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from . import ir
from ._files import write_whole
from ._mlir_libs import _ttmlir
from .passmanager import PassManager

Module: TypeAlias = "ir.Module | ir.OpView | ir.Operation"

__all__ = [
    "run_pipeline",
    "ttir_to_ttnn_backend_pipeline",
    "ttir_to_ttnn_runtime_pipeline",
    "ttnn_to_flatbuffer_bin",
    "ttnn_to_flatbuffer_bytes",
    "ttnn_to_flatbuffer_file",
]


def run_pipeline(module: Module, pipeline: str, options: str = "", print_ir: bool = False) -> None:
    """Runs a pass or pipeline on a module, in place.

    Args:
        module: the module, or its operation.
        pipeline: its name, as `ttmlir-opt` knows it.
        options: its options, as in "a=1 b=2".
        print_ir: whether to print the module to stderr after each pass.

    Raises:
        ValueError: no such pipeline or option; the message names those that there are.
        MLIRError: a pass failed; the message holds every diagnostic with its location.
    """
    text = f"{pipeline}{{{options}}}" if options else pipeline
    with module.context:
        manager = PassManager.parse(f"builtin.module({text})")
        if print_ir:
            manager.enable_ir_printing(large_elements_limit=16)
        manager.run(module.operation)


def ttir_to_ttnn_runtime_pipeline(module: Module, options: str = "", print_ir: bool = False) -> None:
    """Lowers a TTIR module to TTNN, in place; see `run_pipeline` for what is raised."""
    run_pipeline(module, "ttir-to-ttnn-runtime-pipeline", options, print_ir)


def ttir_to_ttnn_backend_pipeline(module: Module, options: str = "", print_ir: bool = False) -> None:
    """Lowers a TTIR module to TTNN, in place; see `run_pipeline` for what is raised."""
    run_pipeline(module, "ttir-to-ttnn-backend-pipeline", options, print_ir)


def ttnn_to_flatbuffer_bin(module: Module) -> bytes:
    """The Binary (the contents of a .ttnn file) of a TTNN module.

    Raises:
        MLIRError: what cannot be written, all of it, with locations.
    """
    contents: bytes = _ttmlir.ttnn_to_flatbuffer_bin(module.operation)
    return contents


ttnn_to_flatbuffer_bytes = ttnn_to_flatbuffer_bin


def ttnn_to_flatbuffer_file(
    module: Module,
    filepath: str | os.PathLike[str],
    goldenMap: Mapping[str, Any] | None = None,  # noqa: N803  (the field's spelling)
    moduleCache: Sequence[Any] = (),  # noqa: N803
) -> None:
    """Writes a TTNN module as a Binary; the file is complete or left as it was.

    A link is followed; a device or a pipe is written to as it is.

    Raises:
        MLIRError: what cannot be written, all of it, with locations.
        OSError: the file cannot be written.
        ValueError: goldens or cached modules were given; a Binary holds none yet.
    """
    if goldenMap or moduleCache:
        raise ValueError("a Binary holds no goldens and no modules of earlier stages yet")
    write_whole(Path(filepath), ttnn_to_flatbuffer_bin(module))
