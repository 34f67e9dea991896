"""Writes the table of rules by which both dialects verify element types, from the field `elementTypes` of definitions.

include/ttmlir/Dialect/Common/ElementTypes.td says what a rule looks like.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen.files import write_if_changed
from opgen.records import Op, RecordError, load_dialect

_ARITIES = {"one": "1", "optional": "?", "variadic": "*"}
_TIES = {"same": "=", "kind": "~", "integer": "i"}
_FREE = -1


def parse_rule(op: Op) -> tuple[str, dict[str, int]]:
    """The ties of the rule's clauses, one character each, and for each operand and result the number of its clause.

    Raises RecordError where the rule names something that the op does not have, or a tie that there is not.
    """
    names = [value.name for value in (*op.operands, *op.results)]
    ties = ""
    clauses: dict[str, int] = {}
    everything_else = _FREE
    for number, clause in enumerate(op.element_types.split(";")):
        tie, _, listed = clause.partition(":")
        if tie.strip() not in _TIES:
            raise RecordError(f"{op.name}: no tie of element types is called '{tie.strip()}'")
        ties += _TIES[tie.strip()]
        for name in listed.split():
            if name == "all":
                everything_else = number
            elif name not in names or name in clauses:
                raise RecordError(f"{op.name}: '{name}' is no operand or result, or is tied twice")
            else:
                clauses[name] = number
    return ties, {name: clauses.get(name, everything_else) for name in names}


def render(ops: list[Op]) -> str:
    """The rules as C++, for lib/Dialect/Common/ElementTypes.cpp."""
    arrays: list[str] = []
    rows: list[str] = []
    for op in ops:
        ties, clauses = parse_rule(op)
        tensors = ", ".join(
            f"{{\"{value.name}\", '{_ARITIES[value.arity]}', {clauses[value.name]}}}"
            for value in (*op.operands, *op.results)
        )
        identifier = op.name.replace(".", "_")
        arrays.append(f"constexpr TensorRule {identifier}[] = {{{tensors}}};\n")
        rows.append(f'    {{"{op.name}", {len(op.operands)}, {identifier}, "{ties}"}},\n')
    return (
        "// Rules of element types, sorted by the op's name. Made by utils/opgen/element_types.py.\n"
        + "".join(arrays)
        + "const OpRule kOpRules[] = {\n"
        + "".join(rows)
        + "};\n"
    )


def main() -> None:
    """Read the arguments and write the output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ttir", type=Path, required=True, help="TableGen file with all ttir ops")
    parser.add_argument("--ttnn", type=Path, required=True, help="TableGen file with all ttnn ops")
    parser.add_argument("-I", dest="include_dirs", type=Path, action="append", default=[])
    parser.add_argument("--tablegen", default="llvm-tblgen-22")
    parser.add_argument("-o", dest="output", type=Path, required=True)
    arguments = parser.parse_args()
    ops = [
        op
        for dialect, file in (("ttir", arguments.ttir), ("ttnn", arguments.ttnn))
        for op in load_dialect([file], arguments.include_dirs, dialect, arguments.tablegen).ops
        if op.element_types
    ]
    write_if_changed(arguments.output, render(sorted(ops, key=lambda op: op.name)))


if __name__ == "__main__":
    main()
