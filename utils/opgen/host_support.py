"""Writes the table of ttnn ops by which the compiler serializes them and knows what the host device executes.

Each row holds an op's name, the arities of its operands and results in the order of its definition ('1' one, '?'
optional, '*' variadic), and the data types in which the host device executes it, as a bit mask over ttcore::DataType.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen.records import Op, Operand
from opgen.runtime_table import write_program_table

# The numbers of ttcore::DataType.
_DATA_TYPE_NUMBERS = {"f32": 0, "f16": 1, "bf16": 2, "u32": 9, "u16": 10, "u8": 11, "si32": 12, "i1": 13}
_ARITIES = {"one": "1", "optional": "?", "variadic": "*"}


def render(ops: list[Op]) -> str:
    """Rows for an array of OpFacts, sorted by name."""
    rows = [f'{{"{op.name}", "{_arities(op.operands)}", "{_arities(op.results)}", {_mask(op):#06x}}},\n' for op in ops]
    return (
        "// Facts of all ops that a Binary may hold, sorted by name. Made by utils/opgen/host_support.py.\n"
        + "".join(rows)
    )


def _arities(operands: tuple[Operand, ...]) -> str:
    return "".join(_ARITIES[operand.arity] for operand in operands)


def _mask(op: Op) -> int:
    return sum(1 << _DATA_TYPE_NUMBERS[dtype] for dtype in op.host_dtypes)


if __name__ == "__main__":
    write_program_table(__doc__, render)
