"""The compiler's pipelines and translations, as functions on modules."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from . import ir
from ._files import write_whole
from ._goldens import GoldenMap, GoldenTensor, flatten, lookup_dtype
from ._kernels import (
    get_ttkernel_arg_spec,
    get_ttkernel_names,
    ttkernel_to_cpp,
    ttkernel_to_cpp_by_name,
    ttkernel_to_cpp_file,
    ttkernel_to_elf,
)
from ._missing import (
    require,
    translate_to_cpp,
    translate_to_python,
)
from ._mlir_libs import _ttmlir
from ._mlir_libs._ttmlir import MLIRModuleLogger
from .dialects._ttcore_enum_gen import DataType
from .passmanager import PassManager

Module: TypeAlias = "ir.Module | ir.OpView | ir.Operation"

__all__ = [
    "DataType",
    "GoldenTensor",
    "MLIRModuleLogger",
    "get_ttkernel_arg_spec",
    "get_ttkernel_names",
    "lookup_dtype",
    "pykernel_compile_pipeline",
    "run_pipeline",
    "stablehlo_pipeline",
    "stablehlo_to_ttir_pipeline",
    "translate_to_cpp",
    "translate_to_python",
    "tt_populate_argument_types",
    "ttir_to_emitc_pipeline",
    "ttir_to_emitpy_pipeline",
    "ttir_to_ttmetal_backend_pipeline",
    "ttir_to_ttmetal_pipeline",
    "ttir_to_ttnn_backend_pipeline",
    "ttir_to_ttnn_runtime_pipeline",
    "ttkernel_to_cpp",
    "ttkernel_to_cpp_by_name",
    "ttkernel_to_cpp_file",
    "ttkernel_to_elf",
    "ttmetal_to_flatbuffer_bin",
    "ttmetal_to_flatbuffer_bytes",
    "ttmetal_to_flatbuffer_file",
    "ttnn_to_flatbuffer_bin",
    "ttnn_to_flatbuffer_bytes",
    "ttnn_to_flatbuffer_file",
    "ttnn_to_ttmetal_pipeline",
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


def tt_populate_argument_types(module: Module, argument_types_string: str = "", print_ir: bool = False) -> None:
    """Says which arguments of functions are inputs, parameters and constants, in place.

    Args:
        module: the module, or its operation.
        argument_types_string: the kinds of all arguments of a function, as in "forward=input,parameter,constant", for
            one function or for several, separated by semicolons. Nothing is done without it.
        print_ir: whether to print the module to stderr.

    Raises:
        MLIRError: there is no such function or kind, or not as many arguments.
    """
    options = f"argument-types={argument_types_string}" if argument_types_string else ""
    run_pipeline(module, "ttcore-populate-argument-types", options, print_ir)


def _run_if_there(name: str, pipeline: str, module: Module, options: str, print_ir: bool) -> None:
    require(name, pipeline)
    run_pipeline(module, pipeline, options, print_ir)


def stablehlo_pipeline(module: Module, options: str = "", print_ir: bool = False) -> None:
    """Prepares a StableHLO module, in place; raises NotImplementedError where this build does not read StableHLO."""
    _run_if_there("stablehlo_pipeline", "stablehlo-pipeline", module, options, print_ir)


def stablehlo_to_ttir_pipeline(module: Module, options: str = "", print_ir: bool = False) -> None:
    """Lowers a StableHLO module to TTIR, in place; raises NotImplementedError where this build does not read it."""
    _run_if_there("stablehlo_to_ttir_pipeline", "stablehlo-to-ttir-pipeline", module, options, print_ir)


def ttir_to_ttmetal_backend_pipeline(module: Module, options: str = "", print_ir: bool = False) -> None:
    """Lowers a TTIR module to programs for the card's cores, in place; see `run_pipeline` for what is raised."""
    run_pipeline(module, "ttir-to-ttmetal-pipeline", options, print_ir)


def ttir_to_ttmetal_pipeline(module: Module, options: str = "", print_ir: bool = False) -> None:
    """Another name of `ttir_to_ttmetal_backend_pipeline`."""
    run_pipeline(module, "ttir-to-ttmetal-pipeline", options, print_ir)


def ttnn_to_ttmetal_pipeline(module: Module, options: str = "", print_ir: bool = False) -> None:
    """Lowers a TTNN module to programs for the card's cores; raises NotImplementedError where this build cannot."""
    _run_if_there("ttnn_to_ttmetal_pipeline", "ttnn-to-ttmetal-pipeline", module, options, print_ir)


def ttir_to_emitc_pipeline(module: Module, options: str = "", print_ir: bool = False) -> None:
    """Lowers a TTIR module to C++; raises NotImplementedError where this build cannot."""
    _run_if_there("ttir_to_emitc_pipeline", "ttir-to-emitc-pipeline", module, options, print_ir)


def ttir_to_emitpy_pipeline(module: Module, options: str = "", print_ir: bool = False) -> None:
    """Lowers a TTIR module to Python; raises NotImplementedError where this build cannot."""
    _run_if_there("ttir_to_emitpy_pipeline", "ttir-to-emitpy-pipeline", module, options, print_ir)


def pykernel_compile_pipeline(module: Module, options: str = "", print_ir: bool = False) -> None:
    """Compiles kernels for the card's cores; raises NotImplementedError where this build cannot."""
    _run_if_there("pykernel_compile_pipeline", "pykernel-compile-pipeline", module, options, print_ir)


def ttnn_to_flatbuffer_bytes(
    module: Module,
    goldenMap: GoldenMap | None = None,  # noqa: N803  (the field's spelling)
    moduleCache: Sequence[tuple[str, str]] = (),  # noqa: N803
) -> bytes:
    """The Binary (the contents of a .ttnn file) of a TTNN module.

    Args:
        module: the module, or its operation.
        goldenMap: what results should be, by location and by device; see `Binary.get_debug_info_golden`.
        moduleCache: names of passes and the module behind each, as `MLIRModuleLogger.module_log` has them; see
            `Binary.get_mlir_stages`.

    Raises:
        MLIRError: what cannot be written, all of it, with locations.
    """
    return _ttmlir.ttnn_to_flatbuffer_bytes(module.operation, list(flatten(goldenMap or {})), list(moduleCache))


def ttmetal_to_flatbuffer_bytes(
    module: Module,
    goldenMap: GoldenMap | None = None,  # noqa: N803  (the field's spelling)
    moduleCache: Sequence[tuple[str, str]] = (),  # noqa: N803
) -> bytes:
    """The Binary (the contents of a .ttm file) of a module of ttmetal and ttkernel, whose kernels are compiled.

    See `ttnn_to_flatbuffer_bytes` for the arguments and what is raised.
    """
    return _ttmlir.ttmetal_to_flatbuffer_bytes(module.operation, list(flatten(goldenMap or {})), list(moduleCache))


def ttmetal_to_flatbuffer_bin(module: Module) -> object:
    """The Binary of a module of ttmetal and ttkernel, as a capsule; see `ttnn_to_flatbuffer_bin`."""
    return _ttmlir.binary_capsule(ttmetal_to_flatbuffer_bytes(module))


def ttmetal_to_flatbuffer_file(
    module: Module,
    filepath: str | os.PathLike[str],
    goldenMap: GoldenMap | None = None,  # noqa: N803  (the field's spelling)
    moduleCache: Sequence[tuple[str, str]] = (),  # noqa: N803
) -> None:
    """Writes a module of ttmetal and ttkernel as a Binary (.ttm); see `ttnn_to_flatbuffer_file`."""
    write_whole(Path(filepath), ttmetal_to_flatbuffer_bytes(module, goldenMap, moduleCache))


def ttnn_to_flatbuffer_bin(module: Module) -> object:
    """The Binary of a TTNN module, as a capsule for `ttrt.binary.load_binary_from_capsule`.

    Raises:
        MLIRError: what cannot be written, all of it, with locations.
    """
    return _ttmlir.binary_capsule(ttnn_to_flatbuffer_bytes(module))


def ttnn_to_flatbuffer_file(
    module: Module,
    filepath: str | os.PathLike[str],
    goldenMap: GoldenMap | None = None,  # noqa: N803  (the field's spelling)
    moduleCache: Sequence[tuple[str, str]] = (),  # noqa: N803
) -> None:
    """Writes a TTNN module as a Binary; the file is complete or left as it was. See `ttnn_to_flatbuffer_bytes`.

    A link is followed; a device or a pipe is written to as it is.

    Raises:
        MLIRError: what cannot be written, all of it, with locations.
        OSError: the file cannot be written.
    """
    write_whole(Path(filepath), ttnn_to_flatbuffer_bytes(module, goldenMap, moduleCache))
