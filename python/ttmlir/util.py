"""Questions about operations, locations and types."""

from __future__ import annotations

from . import ir
from ._mlir_libs import _ttmlir

__all__ = [
    "debug_print_module",
    "element_type_to_data_type",
    "get_fused_locations",
    "get_loc_full",
    "get_loc_name",
    "get_write_effect_operand_indices",
    "is_dps",
    "is_file_line_col_loc",
    "is_fused_loc",
    "is_name_loc",
]


def debug_print_module(module: ir.Module) -> str:
    """The module's text, with locations."""
    text: str = module.operation.get_asm(enable_debug_info=True)
    return text


def is_name_loc(loc: ir.Location) -> bool:
    """Whether the location is a name, as loc("a")."""
    return bool(loc.is_a_name())


def get_loc_name(loc: ir.Location) -> str | None:
    """The name of a location that is one, else None."""
    return str(loc.name_str) if loc.is_a_name() else None


def get_loc_full(loc: ir.Location) -> str:
    """The location as it is printed: loc("model.py":12:8)."""
    return str(loc)


def is_file_line_col_loc(loc: ir.Location) -> bool:
    """Whether the location is a place in a file."""
    return bool(loc.is_a_file())


def is_fused_loc(loc: ir.Location) -> bool:
    """Whether the location is made of several."""
    return bool(loc.is_a_fused())


def get_fused_locations(loc: ir.Location) -> list[ir.Location]:
    """The locations that a fused one is made of; none for others."""
    return list(loc.locations) if loc.is_a_fused() else []


def is_dps(op: ir.OpView | ir.Operation) -> bool:
    """Whether operands of the operation are the places that its results go to (destination-passing style)."""
    return bool(_ttmlir.is_destination_style(op.operation))


def get_write_effect_operand_indices(op: ir.OpView | ir.Operation) -> list[int]:
    """The operands that the operation writes into, as a cache that it updates, counted from 0."""
    operation = op.operation
    return [index for index in range(len(operation.operands)) if _ttmlir.writes_operand(operation, index)]


def element_type_to_data_type(element_type: ir.Type) -> int:
    """The number (`ttmlir.dialects.ttcore.DataType`) of the data type that holds elements of a type.

    Raises:
        ValueError: there is none, as for f64.
    """
    number: int = _ttmlir.element_type_to_data_type(element_type)
    if number < 0:
        raise ValueError(f"no data type holds {element_type} elements")
    return number
