"""Compiles and runs modules, each step in a process of its own: a crash there is a RuntimeError here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from enum import Enum

from . import ir, passes
from ._missing import require
from ._worker import call, environment

__all__ = [
    "ModuleDialect",
    "run_flatbuffer",
    "stablehlo_to_ttir",
    "ttir_to_ttmetal",
    "ttir_to_ttnn",
    "ttmetal_to_flatbuffer",
    "ttnn_to_flatbuffer",
]


class ModuleDialect(Enum):
    """The dialect that a module is written in."""

    STABLE_HLO = "stablehlo"
    TTIR = "ttir"
    TTNN = "ttnn"
    TT = "tt"

    @staticmethod
    def detect(module_or_op: str | ir.OpView | ir.Operation | ir.Module) -> ModuleDialect:
        """The first of these dialects of which there is an operation, from the top of the stack; TT if of none."""
        operations = set(re.findall(r'(?:^|=)\s*"?(\w+)\.\w', str(module_or_op), re.MULTILINE))
        for dialect in (ModuleDialect.STABLE_HLO, ModuleDialect.TTIR, ModuleDialect.TTNN):
            if dialect.value in operations:
                return dialect
        return ModuleDialect.TT


def stablehlo_to_ttir(module: ir.Module | str) -> ir.Module:
    """Lowers a StableHLO module to TTIR; see `ttir_to_ttnn`."""
    require("stablehlo_to_ttir", "stablehlo-to-ttir-pipeline")
    return _converted(module, "stablehlo_to_ttir_pipeline", "")


def ttir_to_ttnn(module: ir.Module | str, system_desc: str | os.PathLike[str] | None = None) -> ir.Module:
    """Lowers a TTIR module to TTNN.

    Args:
        module: the module, or its text; it is not changed.
        system_desc: the file with the descriptor of the system to compile for; none stands for a mock system.

    Returns:
        A new module in the context of `module`, or else in the current one or a new one.

    Raises:
        RuntimeError: the compiler refused it (the message is the compiler's) or crashed (the message says how).
    """
    options = f"system-desc-path={os.fspath(system_desc)}" if system_desc is not None else ""
    return _converted(module, "ttir_to_ttnn_backend_pipeline", options)


def ttir_to_ttmetal(module: ir.Module | str, system_desc: str | os.PathLike[str] | None = None) -> ir.Module:
    """Lowers a TTIR module to programs for the card's cores; see `ttir_to_ttnn`."""
    options = f"system-desc-path={os.fspath(system_desc)}" if system_desc is not None else ""
    return _converted(module, "ttir_to_ttmetal_backend_pipeline", options)


def ttnn_to_flatbuffer(module: ir.Module | str, output_file_name: str = "ttnn_fb.ttnn") -> str:
    """Writes a TTNN module, or its text, as a Binary; returns the file's path. See `ttir_to_ttnn` for what is raised."""
    return _written(module, "ttnn_to_flatbuffer_file", output_file_name)


def ttmetal_to_flatbuffer(module: ir.Module | str, output_file_name: str = "ttmetal_fb.ttm") -> str:
    """Writes programs for the card's cores to a file; see `ttnn_to_flatbuffer`."""
    return _written(module, "ttmetal_to_flatbuffer_file", output_file_name)


def run_flatbuffer(flatbuffer_path: str | os.PathLike[str]) -> int:
    """Runs a Binary as `ttrt run` does; returns the command's exit status, 0 for success, -n for signal n."""
    command = [sys.executable, "-m", "ttrt", "run", os.fspath(flatbuffer_path)]
    return subprocess.run(command, env=environment(), check=False).returncode


def _text_of(module: ir.Module | str) -> str:
    if isinstance(module, str):
        return module
    return str(module.operation.get_asm(enable_debug_info=True))


def _converted(module: ir.Module | str, pipeline: str, options: str) -> ir.Module:
    text = call(f"{__name__}:_convert", _text_of(module), pipeline, options)
    if isinstance(module, str):
        return ir.Module.parse(text, ir.Context.current or ir.Context())
    return ir.Module.parse(text, module.context)


def _written(module: ir.Module | str, writer: str, path: str) -> str:
    call(f"{__name__}:_write", _text_of(module), writer, path)
    return path


# The functions that the worker calls.
def _parsed(text: str) -> ir.Module:
    return ir.Module.parse(text, ir.Context())


def _convert(text: str, pipeline: str, options: str) -> str:
    module = _parsed(text)
    getattr(passes, pipeline)(module, options)
    return _text_of(module)


def _write(text: str, writer: str, path: str) -> None:
    getattr(passes, writer)(_parsed(text), path)
