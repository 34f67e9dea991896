"""Writes the table of ttnn ops by which the compiler serializes them and knows what the host device executes.

Each row holds an op's name, the arities of its operands and results in the order of its definition ('1' one, '?'
optional, '*' variadic), and the data types in which the host device executes it, as a bit mask over ttcore::DataType.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen.files import write_if_changed
from opgen.records import Op, Operand, load_dialect
from opgen.runtime_table import program_ops

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


def main() -> None:
    """Read the arguments and write the output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ttnn", type=Path, required=True, help="TableGen file with all ttnn ops")
    parser.add_argument("--ttcore", type=Path, required=True, help="TableGen file with all ttcore ops")
    parser.add_argument("-I", dest="include_dirs", type=Path, action="append", default=[])
    parser.add_argument("--tablegen", default="llvm-tblgen-22")
    parser.add_argument("-o", dest="output", type=Path, required=True)
    arguments = parser.parse_args()
    ttnn = load_dialect([arguments.ttnn], arguments.include_dirs, "ttnn", arguments.tablegen)
    ttcore = load_dialect([arguments.ttcore], arguments.include_dirs, "ttcore", arguments.tablegen)
    write_if_changed(arguments.output, render(program_ops(ttnn, ttcore)))


if __name__ == "__main__":
    main()
