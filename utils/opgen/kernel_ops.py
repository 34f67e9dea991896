"""Writes the attributes of ttkernel ops in the order of their definitions, which MLIR does not keep.

The card and its interface in C++ take an op's attributes in this order; see schema/include/tenon/schema/card_abi.h.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen.files import write_if_changed
from opgen.records import Attribute, Op, RecordError, load_dialect

_WORDS = {"true": 1, "false": 0}


def default_word(op: Op, attribute: Attribute) -> int:
    """What stands for an attribute that is absent: its default, 0 where there is none."""
    if attribute.default is None:
        return 0
    if attribute.default in _WORDS:
        return _WORDS[attribute.default]
    try:
        return int(attribute.default, 0)
    except ValueError:
        raise RecordError(f"{op.name}: the default of {attribute.name} is no number: {attribute.default}") from None


def render(ops: list[Op]) -> str:
    """The table as C++, for lib/Dialect/TTKernel/IR/OpFacts.cpp."""
    arrays: list[str] = []
    rows: list[str] = []
    for op in ops:
        identifier = op.mnemonic.replace(".", "_")
        if op.attributes:
            facts = ", ".join(f'{{"{a.name}", {default_word(op, a)}}}' for a in op.attributes)
            arrays.append(f"constexpr AttributeFacts {identifier}[] = {{{facts}}};\n")
        rows.append(f'    {{"{op.name}", {identifier if op.attributes else "{}"}}},\n')
    return (
        "// Attributes in the order of the definition, sorted by the op's name. Made by utils/opgen/kernel_ops.py.\n"
        + "".join(arrays)
        + "const OpFacts kOpFacts[] = {\n"
        + "".join(rows)
        + "};\n"
    )


def main() -> None:
    """Read the arguments and write the output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ttkernel", type=Path, required=True, help="TableGen file with all ttkernel ops")
    parser.add_argument("-I", dest="include_dirs", type=Path, action="append", default=[])
    parser.add_argument("--tablegen", default="llvm-tblgen-22")
    parser.add_argument("-o", dest="output", type=Path, required=True)
    arguments = parser.parse_args()
    ops = load_dialect([arguments.ttkernel], arguments.include_dirs, "ttkernel", arguments.tablegen).ops
    write_if_changed(arguments.output, render(sorted(ops, key=lambda op: op.name)))


if __name__ == "__main__":
    main()
