"""Writes the table of op signatures that the runtime verifies a Binary's records against and looks operands up in.

The table has every op that a program of a Binary may hold: all of ttnn and ttmetal, ttcore.load_cached, and what makes
memory of the host in programs of ttmetal.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen.files import write_if_changed
from opgen.records import ONE, Attribute, Dialect, Op, Operand, load_dialect

# What TTNNToFlatbuffer.cpp writes for an attribute of each kind.
_CPP_KINDS = {
    "bool": "Bool",
    "int": "Int",
    "float": "Float",
    "string": "String",
    "enum": "String",
    "int_array": "IntArray",
    "bool_array": "IntArray",
    "shape": "IntArray",
    "float_array": "FloatArray",
    "string_array": "StringArray",
    "data_type": "DataType",
    "symbol": "Program",
    "constant": "Constant",
    "int_or_float": "IntOrFloat",
    "int_or_int_array": "IntOrIntArray",
    "type": "Opaque",
    "array": "Opaque",
    "dictionary": "Opaque",
    "opaque": "Opaque",
}

_ARITIES = {"one": "Arity::One", "optional": "Arity::Optional", "variadic": "Arity::Variadic"}

# ttcore's keyword of a data type -> the enumerator of tt::runtime::DataType.
_DATA_TYPES = {
    "f32": "Float32",
    "f16": "Float16",
    "bf16": "BFloat16",
    "u32": "UInt32",
    "u16": "UInt16",
    "u8": "UInt8",
    "si32": "Int32",
    "i1": "Bool",
}

_EXTRA_OPS = {"ttcore": ("load_cached",)}


def _host_memory(mnemonic: str, attributes: tuple[Attribute, ...] = ()) -> Op:
    """An op of memref as programs of ttmetal hold it: it makes a tensor of the host, perhaps with given elements."""
    return Op(
        dialect="memref", mnemonic=mnemonic, class_name="", operands=(), attributes=attributes,
        results=(Operand(name="memref", arity=ONE, constraint="", definition=""),), regions=(),
        argument_order=tuple(attribute.name for attribute in attributes), summary="", description="",
        traits=frozenset(), host_dtypes=(), source="",
    )  # fmt: skip


_ELEMENTS = Attribute(
    name="value", kind="constant", optional=False, default=None, constraint="", definition="", storage_type=""
)
_HOST_MEMORY = (_host_memory("alloc"), _host_memory("get_global", (_ELEMENTS,)))

Item = TypeVar("Item")


def program_ops(ttnn: Dialect, ttcore: Dialect, ttmetal: Dialect) -> list[Op]:
    """The ops that a program of a Binary may hold, sorted by name."""
    extra = [ttcore.op(mnemonic) for mnemonic in _EXTRA_OPS["ttcore"]]
    return sorted([*ttnn.ops, *ttmetal.ops, *extra, *_HOST_MEMORY], key=lambda op: op.name)


def render(ops: Iterable[Op]) -> str:
    """The table as C++, to be included in namespace tt::runtime::detail after the types of op_signature.h."""
    arrays: list[str] = []
    rows: list[str] = []
    for op in ops:
        identifier = op.name.replace(".", "_")
        operands = _array(arrays, "OperandSignature", f"{identifier}_operands", op.operands, _operand)
        results = _array(arrays, "OperandSignature", f"{identifier}_results", op.results, _operand)
        attributes = _array(arrays, "AttributeSignature", f"{identifier}_attributes", op.attributes, _attribute)
        dtypes = _array(
            arrays, "DataType", f"{identifier}_dtypes", op.host_dtypes, lambda dtype: f"DataType::{_DATA_TYPES[dtype]}"
        )
        rows.append(f'    {{"{op.name}", {operands}, {results}, {attributes}, {dtypes}}},')
    return "\n".join(
        [
            "// Signatures of all ops that a program may hold, sorted by name. Made by utils/opgen/runtime_table.py.",
            *arrays,
            "constexpr OpSignature kOpSignatures[] = {",
            *rows,
            "};",
            "",
        ]
    )


def _array(
    arrays: list[str], element: str, name: str, items: tuple[Item, ...], render_item: Callable[[Item], str]
) -> str:
    if not items:
        return "{}"
    arrays.append(f"constexpr {element} {name}[] = {{{', '.join(map(render_item, items))}}};")
    return name


def _operand(operand: Operand) -> str:
    return f'{{"{operand.name}", {_ARITIES[operand.arity]}}}'


def _attribute(attribute: Attribute) -> str:
    optional = "true" if attribute.optional else "false"
    return f'{{"{attribute.name}", AttributeKind::{_CPP_KINDS[attribute.kind]}, {optional}}}'


def write_program_table(description: str | None, render_ops: Callable[[list[Op]], str]) -> None:
    """Read the arguments of a generator over all ops that a program may hold, and write what `render_ops` makes of them."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--ttnn", type=Path, required=True, help="TableGen file with all ttnn ops")
    parser.add_argument("--ttcore", type=Path, required=True, help="TableGen file with all ttcore ops")
    parser.add_argument("--ttmetal", type=Path, required=True, help="TableGen file with all ttmetal ops")
    parser.add_argument("-I", dest="include_dirs", type=Path, action="append", default=[])
    parser.add_argument("--tablegen", default="llvm-tblgen-22")
    parser.add_argument("-o", dest="output", type=Path, required=True)
    arguments = parser.parse_args()
    ttnn = load_dialect([arguments.ttnn], arguments.include_dirs, "ttnn", arguments.tablegen)
    ttcore = load_dialect([arguments.ttcore], arguments.include_dirs, "ttcore", arguments.tablegen)
    ttmetal = load_dialect([arguments.ttmetal], arguments.include_dirs, "ttmetal", arguments.tablegen)
    write_if_changed(arguments.output, render_ops(program_ops(ttnn, ttcore, ttmetal)))


if __name__ == "__main__":
    write_program_table(__doc__, render)
