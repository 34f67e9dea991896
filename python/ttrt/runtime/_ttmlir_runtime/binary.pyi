# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""Compiled programs (.ttnn files)."""

import enum

from typing_extensions import Buffer

import ttrt.runtime._ttmlir_runtime.runtime

class ArgumentType(enum.Enum):
    """What a program's argument is: changes with every run, or stays."""

    Input = 0
    Parameter = 1
    Constant = 2
    Default = 3

class ArgumentInfo:
    """An input or output of a program: name, kind, shape, dtype."""

    @property
    def name(self) -> str:
        """Its name in the source, or an empty string."""

    @property
    def type(self) -> ArgumentType: ...
    @property
    def desc(self) -> ttrt.runtime._ttmlir_runtime.runtime.TensorDesc: ...
    @property
    def shape(self) -> list[int]: ...
    @property
    def dtype(self) -> ttrt.runtime._ttmlir_runtime.runtime.DataType: ...
    def __repr__(self) -> str: ...

class OperationInfo:
    """One op of a program."""

    @property
    def name(self) -> str:
        """For example "ttnn.matmul"."""

    @property
    def location(self) -> str:
        """As printed: loc("model.py":12:8)."""

    @property
    def text(self) -> str:
        """The printed op."""

    @property
    def operands(self) -> list[ttrt.runtime._ttmlir_runtime.runtime.TensorDesc]: ...
    @property
    def results(self) -> list[ttrt.runtime._ttmlir_runtime.runtime.TensorDesc]: ...
    def __repr__(self) -> str: ...

class GoldenTensor:
    """What a program's maker says that a result should be."""

    @property
    def name(self) -> str: ...
    @property
    def shape(self) -> list[int]: ...
    @property
    def stride(self) -> list[int]:
        """In elements, for each dimension."""

    @property
    def dtype(self) -> ttrt.runtime._ttmlir_runtime.runtime.DataType: ...
    def get_data_buffer(self) -> bytes:
        """A copy of its bytes, which are dense."""

    def __repr__(self) -> str: ...

class Binary:
    """A compiled program file, loaded and verified."""

    @property
    def id(self) -> int:
        """A number unique to this loaded file in this process."""

    @property
    def version(self) -> str:
        """Version of the schema the file was written with."""

    @property
    def schema_hash(self) -> str: ...
    @property
    def producer(self) -> str: ...
    @property
    def ttmlir_git_hash(self) -> str: ...
    @property
    def file_identifier(self) -> str:
        """ "TTNN", or "TTM0" for the simulated card."""

    def check_schema_hash(self) -> bool:
        """True: a file with another schema is refused when it is loaded."""

    def as_json(self) -> str:
        """The whole record as JSON, without the bytes of constants."""

    def store(self, path: str) -> None:
        """Writes the file again, atomically. Raises OSError."""

    def get_mlir_as_json(self) -> str: ...
    def get_mlir(self) -> str:
        """The TTNN module the file was made from, large constants elided."""

    def get_source_mlir(self) -> str:
        """The module as it was given to the compiler, large constants elided."""

    def get_debug_info_golden(self, loc: str) -> dict[int, GoldenTensor]:
        """The goldens that were given to the compiler for this location, by the number of the device; an empty dict where there are none."""

    def get_debug_info_golden_locations(self) -> set[str]:
        """The locations that there are goldens for."""

    def get_mlir_stages(self) -> list[tuple[str, str]]:
        """The names of the compiler's passes, and the module behind each, where they were recorded."""

    def get_system_desc_as_json(self) -> str: ...
    def get_num_programs(self) -> int: ...
    def get_program_name(self, program_index: int) -> str: ...
    def is_program_private(self, program_index: int) -> bool:
        """True for programs that only other programs run, such as the evaluation of constants."""

    def get_program_mesh_shape(self, program_index: int) -> list[int]: ...
    def get_program_inputs(self, program_index: int) -> list[ArgumentInfo]: ...
    def get_program_outputs(self, program_index: int) -> list[ArgumentInfo]: ...
    def get_program_ops(self, program_index: int) -> list[OperationInfo]: ...
    def get_program_ops_as_json(self, program_index: int) -> str: ...
    def get_program_inputs_as_json(self, program_index: int) -> str: ...
    def get_program_outputs_as_json(self, program_index: int) -> str: ...
    def __repr__(self) -> str: ...

def load_from_path(path: str) -> Binary:
    """Maps a .ttnn or .ttm file and verifies all of it.

    Raises OSError when it cannot be read, ValueError when it is not a complete, undamaged Binary of a version that this build reads."""

def load_binary_from_path(path: str) -> Binary:
    """The same as load_from_path."""

def load_binary_from_capsule(capsule: object | None) -> Binary:
    """Loads what ttmlir.passes.ttnn_to_flatbuffer_bin returned; the bytes are copied. Raises TypeError for others."""

def _write_file(path: str, data: Buffer) -> None:
    """Writes a file whole or not at all; a link is followed, a device written to. Raises OSError."""

def load_binary_from_bytes(data: Buffer) -> Binary:
    """Loads a Binary from bytes-like data, which is copied."""
