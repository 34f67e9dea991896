"""Kernels of a module: their names and arguments, C++ for people and cards, and code for the simulated card's cores."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from . import ir
from ._files import write_whole
from ._mlir_libs import _ttmlir

Module: TypeAlias = "ir.Module | ir.OpView | ir.Operation"

_THREAD = "ttkernel.thread"
_ARG_SPEC = "ttkernel.arg_spec"


def _functions(module: Module) -> Iterator[ir.Operation]:
    found: list[ir.Operation] = []

    def visit(op: ir.Operation) -> ir.WalkResult:
        if op.name == "func.func":
            found.append(op)
        return ir.WalkResult.ADVANCE

    module.operation.walk(visit, ir.WalkOrder.PRE_ORDER)
    return iter(found)


def _name(function: ir.Operation) -> str:
    return ir.StringAttr(function.attributes["sym_name"]).value


def get_ttkernel_names(module: Module) -> list[tuple[str, str]]:
    """The kernels of a module: names of functions, and what kind of thread runs each ("noc", "compute", "ethernet")."""
    return [
        (_name(function), str(function.attributes[_THREAD]).removeprefix("#ttkernel.thread<").removesuffix(">"))
        for function in _functions(module)
        if _THREAD in function.attributes
    ]


def get_ttkernel_arg_spec(module: Module, kernel_name: str) -> ir.Attribute | None:
    """The arguments of a kernel, a `#ttkernel.arg_spec`; None where it does not say, or is not there."""
    for function in _functions(module):
        if _name(function) == kernel_name and _ARG_SPEC in function.attributes:
            return function.attributes[_ARG_SPEC]
    return None


def ttkernel_to_cpp(module: Module) -> str:
    """All kernels of a module as C++, each under a line with its name. The module stays as it is.

    Raises:
        MLIRError: what has no form in C++, all of it, with locations.
    """
    return _ttmlir.ttkernels_to_cpp(module.operation)


def ttkernel_to_cpp_by_name(module: Module, symbol_name: str) -> str:
    """One kernel of a module as a source file in C++.

    Raises:
        MLIRError: there is no such kernel, or what has no form in C++, all of it, with locations.
    """
    return _ttmlir.ttkernel_to_cpp(module.operation, symbol_name)


def ttkernel_to_cpp_file(module: Module, filepath: str | os.PathLike[str]) -> None:
    """Writes each kernel of a module as C++ to the file `<name>.cpp` of the folder `filepath`.

    Raises:
        MLIRError: what has no form in C++, all of it, with locations.
        OSError: a file cannot be written.
    """
    for name, _ in get_ttkernel_names(module):
        write_whole(Path(filepath) / f"{name}.cpp", ttkernel_to_cpp_by_name(module, name).encode())


def ttkernel_to_elf(module: Module, kernel_name: str = "", compile_time_args: Sequence[int] = ()) -> bytes:
    """One kernel of a module as code for the card's cores, which `ttrt.card.Kernel.from_elf` takes.

    Args:
        module: the module, or its operation.
        kernel_name: the function's name; may be left out where the module has one kernel.
        compile_time_args: what `ttkernel.get_compile_time_arg_val` finds, 32-bit words in order.

    Raises:
        MLIRError: there is no such kernel, or what cannot be compiled, all of it, with locations.
    """
    return _ttmlir.ttkernel_to_elf(module.operation, kernel_name, list(compile_time_args))
