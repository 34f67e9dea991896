"""Writes the stub (.pyi) of a Python module that mlir-tblgen or python_enums.py generated.

The classes say in their properties what operands, attributes and results are; their constructors and the functions that
call them say nothing. The stub gives the parameters of the same names these types.
"""

from __future__ import annotations

import argparse
import ast
from pathlib import Path

# The parameters that all constructors have.
_COMMON = {
    "results": "_Results",
    "loc": "_Location",
    "ip": "_Place",
}
_HEADER = '''\
"""Types of a generated module; made while building."""

import builtins
from collections.abc import Sequence
from enum import IntEnum, IntFlag
from typing import Any, Optional as _Optional, TypeAlias, Union as _Union

from .._mlir_libs._mlir import ir as _ods_ir

_Operand: TypeAlias = _ods_ir.Value | _ods_ir._OperationBase
_Results: TypeAlias = Sequence[_ods_ir.Type] | None
_Location: TypeAlias = _ods_ir.Location | None
_Place: TypeAlias = _ods_ir.InsertionPoint | bool | None

'''


def stub(source: str) -> str:
    """The stub of a module with this source."""
    parts = []
    types: dict[str, str] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("_gen"):
            parts.append(ast.unparse(node))
        elif isinstance(node, ast.ClassDef):
            types = _types_of(node)
            parts.append(_class(node, types))
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            # It stands behind the class that it makes an object of.
            parts.append(_function(node, types))
    return _HEADER + "\n".join(parts) + "\n"


def _types_of(node: ast.ClassDef) -> dict[str, str]:
    """The types that constructors take, by the names of the properties."""
    return {
        each.name: _taken(ast.unparse(each.returns))
        for each in node.body
        if isinstance(each, ast.FunctionDef) and each.returns and not _is_setter(each)
    }


def _taken(held: str) -> str:
    """What a constructor takes for a property of this type."""
    if held.startswith("_Optional["):
        return _taken(held.removeprefix("_Optional[").removesuffix("]")) + " | None"
    if held.startswith("_ods_ir.OpResultList"):
        return "Sequence[_ods_ir.Type]"
    if held.startswith("_ods_ir.OpResult"):
        return "_ods_ir.Type"
    if held.startswith("_ods_ir.OpOperandList"):
        return "Sequence[_Operand]"
    if held.startswith("_ods_ir.Value"):
        return "_Operand"
    return "Any"  # attributes are made of Python's values


def _class(node: ast.ClassDef, types: dict[str, str]) -> str:
    lines = [f"class {node.name}({', '.join(map(ast.unparse, node.bases))}):"]
    if text := ast.get_docstring(node):
        lines.append("    " + ast.unparse(ast.Constant(text)))
    for each in node.body:
        if isinstance(each, ast.Assign):
            lines.append(f"    {ast.unparse(each)}")
        elif isinstance(each, ast.FunctionDef):
            lines += [f"    {line}" for line in _function(each, types).splitlines()]
    return "\n".join([*lines, "    ..."] if len(lines) == 1 else lines)


def _function(node: ast.FunctionDef, types: dict[str, str]) -> str:
    arguments = node.args
    defaults = [None] * (len(arguments.args) - len(arguments.defaults)) + arguments.defaults
    for argument, default in [
        *zip(arguments.args, defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]:
        if argument.arg == "self" or argument.annotation:
            continue
        kind = _COMMON.get(argument.arg) or types.get(argument.arg, "Any")
        if default is not None and argument.arg not in _COMMON and kind != "Any" and not kind.endswith("| None"):
            kind += " | None"
        argument.annotation = ast.parse(kind, mode="eval").body
    decorators = "".join(f"@{ast.unparse(each)}\n" for each in node.decorator_list)
    returns = ast.unparse(node.returns) if node.returns else _result_of(node)
    return f"{decorators}def {node.name}({ast.unparse(arguments)}) -> {returns}: ..."


def _result_of(node: ast.FunctionDef) -> str:
    if node.name == "__str__":
        return "str"
    is_procedure = node.name == "__init__" or _is_setter(node) or _is_deleter(node)
    return "None" if is_procedure else "Any"


def _is_setter(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == "setter" for each in node.decorator_list)


def _is_deleter(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == "deleter" for each in node.decorator_list)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="the generated module")
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.output.write_text(stub(arguments.source.read_text()))


if __name__ == "__main__":
    main()
