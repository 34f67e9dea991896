"""Where an op stands, and the arrays that it reads and writes: what observers ask of a callback's contexts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from .._arrays import to_numpy
from .._ttmlir_runtime.binary import Binary
from .._ttmlir_runtime.runtime import (
    CallbackContext,
    OpContext,
    TensorRef,
    get_op_input_refs,
    get_op_output_refs,
    get_program_index,
    retrieve_tensor_from_pool,
)

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Place:
    """An op of a loaded program: `binary` is `Binary.id`, `index` the op's position in its program."""

    binary: int
    program: int
    program_name: str
    index: int
    op: str
    location: str

    def __str__(self) -> str:
        return f'{self.op} at {self.location} in program {self.program} "{self.program_name}"'


def place_of(binary: Binary, context: CallbackContext, op: OpContext) -> Place:
    """The op of a callback."""
    program = get_program_index(context)
    return Place(binary.id, program, binary.get_program_name(program), op.index, op.name, op.location)


def outputs_of(context: CallbackContext, op: OpContext) -> Iterator[tuple[int, Array]]:
    """Position and contents of each output, without a copy: valid during the callback."""
    return _alive(context, get_op_output_refs(op))


def inputs_of(context: CallbackContext, op: OpContext) -> Iterator[tuple[int, Array]]:
    """Position among the tensors that the op takes, and contents, without a copy: valid during the callback."""
    return _alive(context, get_op_input_refs(op))


def _alive(context: CallbackContext, refs: list[TensorRef]) -> Iterator[tuple[int, Array]]:
    for position, ref in enumerate(refs):
        tensor = retrieve_tensor_from_pool(context, ref)
        if tensor is not None:
            yield position, to_numpy(tensor)


def shape_text(shape: Sequence[int]) -> str:
    """For example 2x3; `scalar` without dimensions."""
    return "x".join(map(str, shape)) or "scalar"
