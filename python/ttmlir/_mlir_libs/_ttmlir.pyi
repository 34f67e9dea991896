# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""Tenon's dialects, passes and translations"""

from collections.abc import Sequence
from typing import Any

import ttmlir.ir
from ttmlir._mlir_libs._mlir.ir import _OperationBase

def register_dialects(registry: ttmlir.ir.DialectRegistry) -> None:
    """Adds Tenon's dialects to a DialectRegistry."""

def register_passes() -> None:
    """Makes Tenon's passes and pipelines known by name."""

def register_dialect(context: ttmlir.ir.Context, load: bool = True) -> None:
    """Adds Tenon's dialects to a context."""

def shorten_diagnostics(context: ttmlir.ir.Context) -> None:
    """Lets the errors of a context show no operation, which for a module would be all of the program."""

def has_pipeline(name: str) -> bool:
    """Whether a pipeline of that name is there."""

class Definition:
    """A type or an attribute of a dialect."""

    @property
    def mnemonic(self) -> str: ...
    @property
    def names(self) -> list[Any]: ...
    @property
    def typeid(self) -> ttmlir.ir.TypeID: ...
    def make(self, values: tuple[Any, ...], context: object | None = None, loc: object | None = None) -> Any:
        """Makes one of the values of all parameters; raises TypeError, ValueError or MLIRError."""

    def read(self, object: object, index: int) -> Any:
        """The value of a parameter."""

def find_definition(dialect: str, class_name: str) -> Definition:
    """The definition of a class."""

def default_system_desc(arch: int, mesh_shape: Sequence[int], context: object | None) -> Any:
    """A description of as many chips as a mesh has."""

def device_from_system_desc(system_desc: ttmlir.ir.Attribute, mesh_shape: Sequence[int]) -> Any:
    """The device made of the first chips of a system."""

def is_destination_style(operation: _OperationBase) -> bool:
    """Whether operands of the operation are the places that its results go to."""

def writes_operand(operation: _OperationBase, index: int) -> bool:
    """Whether the operation says of itself that it writes into what its operand `index` stands for."""

def element_type_to_data_type(type: ttmlir.ir.Type) -> int:
    """The number of the data type that holds elements of `type`, or -1 where there is none."""

class MLIRModuleLogger:
    """Writes down the module behind every pass of a context."""

    def __init__(self) -> None: ...
    def attach_context(self, ctx: ttmlir.ir.Context, passnames_to_cache: Sequence[str] = ...) -> None:
        """From now on writes down what the passes of this context do, instead of any other logger, and of those that are named alone, if any are (by class or by argument). Turns the context's multithreading off."""

    @property
    def module_log(self) -> list[tuple[str, str]]:
        """Pairs of a pass's name and the module behind it, large constants elided; the first, "PRE-PIPELINE", is the module before the first pass. An empty list before anything ran."""

def ttnn_to_flatbuffer_bytes(
    operation: _OperationBase, goldens: Sequence[tuple[str, int, object]] = ..., stages: Sequence[tuple[str, str]] = ...
) -> bytes:
    """The Binary of a TTNN module's operation, with goldens (location, device, GoldenTensor) and stages (pass, module); raises MLIRError."""

def ttmetal_to_flatbuffer_bytes(
    operation: _OperationBase, goldens: Sequence[tuple[str, int, object]] = ..., stages: Sequence[tuple[str, str]] = ...
) -> bytes:
    """The Binary (.ttm) of a module of ttmetal and ttkernel, whose kernels are compiled; see ttnn_to_flatbuffer_bytes."""

def ttkernel_to_cpp(operation: _OperationBase, kernel: str) -> str:
    """A kernel of a module's operation as C++; raises MLIRError."""

def ttkernels_to_cpp(operation: _OperationBase) -> str:
    """All kernels of a module's operation as C++; raises MLIRError."""

def ttkernel_to_elf(operation: _OperationBase, kernel: str, compile_time_args: Sequence[int]) -> bytes:
    """A kernel of a module's operation as an ELF for the card's cores; raises MLIRError."""

def binary_capsule(contents: bytes) -> Any:
    """The bytes of a Binary as a capsule for ttrt.binary.load_binary_from_capsule."""
