"""Compiled programs: load a .ttnn file and look at what is in it."""

from __future__ import annotations

import json
from typing import Any

from ..runtime._ttmlir_runtime.binary import (
    ArgumentInfo,
    ArgumentType,
    Binary,
    GoldenTensor,
    OperationInfo,
    load_binary_from_bytes,
    load_binary_from_capsule,
    load_binary_from_path,
    load_from_path,
)
from . import stats

__all__ = [
    "ArgumentInfo",
    "ArgumentType",
    "Binary",
    "GoldenTensor",
    "OperationInfo",
    "fbb_as_dict",
    "load_binary_from_bytes",
    "load_binary_from_capsule",
    "load_binary_from_path",
    "load_from_path",
    "mlir_as_dict",
    "program_inputs_as_dict",
    "program_ops_as_dict",
    "program_outputs_as_dict",
    "stats",
    "system_desc_as_dict",
]


def fbb_as_dict(binary: Binary) -> dict[str, Any]:
    """The whole record, without the bytes of constants."""
    return dict(json.loads(binary.as_json()))


def system_desc_as_dict(binary: Binary) -> dict[str, Any]:
    """The system that the program was compiled for."""
    return dict(json.loads(binary.get_system_desc_as_json()))


def program_ops_as_dict(binary: Binary, program_index: int) -> list[dict[str, Any]]:
    """The ops of a program: names, operands, results, attributes, locations."""
    return list(json.loads(binary.get_program_ops_as_json(program_index)))


def program_inputs_as_dict(binary: Binary, program_index: int) -> list[dict[str, Any]]:
    """The inputs of a program: names, kinds, shapes, dtypes, layouts."""
    return list(json.loads(binary.get_program_inputs_as_json(program_index)))


def program_outputs_as_dict(binary: Binary, program_index: int) -> list[dict[str, Any]]:
    """The outputs of a program, as program_inputs_as_dict."""
    return list(json.loads(binary.get_program_outputs_as_json(program_index)))


def mlir_as_dict(binary: Binary) -> dict[str, str]:
    """The module the file was made from (`ttnn`) and the one given to the compiler (`source`)."""
    return {"ttnn": binary.get_mlir(), "source": binary.get_source_mlir()}
