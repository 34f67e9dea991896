"""Writes the Python module of a dialect's types and attributes: one class for each, with what `help` shows of it."""

from __future__ import annotations

import argparse
import ast
import keyword
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen import c_api
from opgen import definitions as defs
from opgen.definitions import Definition, Definitions, Parameter, sentence
from opgen.files import write_if_changed
from opgen.python_tables import load_with_others
from opgen.records import RecordError

_WIDTH = 110
_PLAIN = {defs.BOOL: "bool", defs.INTEGER: "int", defs.STRING: "str", defs.AFFINE_MAP: "ir.AffineMap"}
# Python values that stand for attributes of builtin classes; see python/core/definitions/Arguments.cpp.
_STAND_INS = {
    "BoolAttr": "bool",
    "FloatAttr": "float",
    "IntegerAttr": "int",
    "StringAttr": "str",
    "SymbolRefAttr": "str",
    "FlatSymbolRefAttr": "str",
}
# Enumerations' specialized attributes, which are IntegerAttrs in the IR and in Python.
_INTEGER_ATTRIBUTE = "IntegerAttr"


class Module:
    """The text of a dialect's module. `mixins` are the classes of `extras`, a module with what definitions do not say."""

    def __init__(
        self, dialect: Definitions, others: list[Definitions], extras: str | None = None, mixins: tuple[str, ...] = ()
    ) -> None:
        self.dialect = dialect
        self.known = {
            definition.qualified: definition for each in (dialect, *others) for definition in each.definitions
        }
        self.extras, self.mixins = extras, mixins
        self.enums: dict[str, str] = {}
        self.dialects: set[str] = set()

    def text(self) -> str:
        """The module."""
        classes = [line for definition in self.dialect.definitions for line in self._class(definition)]
        lines = [
            f'"""The types and attributes of the dialect {self.dialect.dialect}, made from their definitions."""',
            "",
        ]
        lines += ["# ruff: noqa", "from __future__ import annotations", "", "from collections.abc import Sequence"]
        lines += ["from typing import Any", "", "from .._mlir_libs._mlir import ir"]
        lines += ["from . import _definitions as _d"]
        lines += [f"from . import _{name}_definitions_gen as {name}" for name in sorted(self.dialects)]
        for module in sorted(set(self.enums.values())):
            names = sorted(name for name, where in self.enums.items() if where == module)
            lines.append(f"from ._{module}_enum_gen import {', '.join(names)}")
        if self.mixins:
            lines.append(f"from . import {self.extras} as _extras")
        names = [definition.class_name for definition in self.dialect.definitions]
        lines += ["", f"__all__ = {sorted(names + list(self.enums))!r}", "", *classes]
        return "\n".join(lines) + "\n"

    def _class(self, definition: Definition) -> Iterator[str]:
        extras = f", _extras.{definition.class_name}" if definition.class_name in self.mixins else ""
        yield ""
        yield f'@_d.definition("{definition.dialect}", "{definition.class_name}"{extras})'
        yield f"class {definition.class_name}(_d.{'Type' if definition.is_type else 'Attribute'}):"
        yield from _docstring(self._about(definition), "    ")
        yield ""
        yield from self._get(definition)
        taken = set()
        for index, parameter in enumerate((*definition.parameters, *definition.derived)):
            name = _identifier(parameter.name)
            taken.add(name)
            yield ""
            yield "    @property"
            yield f"    def {name}(self) -> {self._result_type(parameter)}:"
            yield from _docstring(sentence(parameter.summary or self._default_summary(parameter)), "        ")
            yield f"        return {self._read(parameter, index)}"
        for parameter in definition.parameters:
            if parameter.python_name not in taken:
                yield ""
                yield f"    {parameter.python_name} = {_identifier(parameter.name)}"
        yield ""

    def _about(self, definition: Definition) -> str:
        lines = [sentence(definition.summary or definition.class_name), ""]
        if definition.description:
            lines += [definition.description, ""]
        if definition.enum is not None:
            cases = ", ".join(f"{case.keyword} ({case.value})" for case in definition.enum.cases)
            lines += [*textwrap.wrap(f"Holds one of: {cases}.", _WIDTH), ""]
        lines.append(f"In the IR: `{definition.name}`.")
        for title, parameters in (("Parameters", definition.parameters), ("Computed", definition.derived)):
            if parameters:
                lines += ["", f"{title}:"]
                lines += [f"    {self._parameter_line(parameter)}" for parameter in parameters]
        return "\n".join(lines)

    def _parameter_line(self, parameter: Parameter) -> str:
        default = self._default(parameter)
        notes = [self._result_type(parameter)]
        if default is not None and default != "None":
            notes.append(f"{default} if not given")
        text = f"{_identifier(parameter.name)}: {', '.join(notes)}"
        return f"{text}. {sentence(parameter.summary)}" if parameter.summary else text

    def _default_summary(self, parameter: Parameter) -> str:
        return f"The parameter `{parameter.name}`" if not parameter.derived else f"Computed by `{parameter.accessor}`"

    def _get(self, definition: Definition) -> Iterator[str]:
        signature, values, defaulted = [], [], False
        for parameter in definition.parameters:
            name, default = _identifier(parameter.name), self._default(parameter)
            if default is None and defaulted:
                default = "_d.REQUIRED"
            defaulted = defaulted or default is not None
            signature.append(
                f"{name}: {self._argument_type(parameter)}" + (f" = {default}" if default is not None else "")
            )
            if parameter.enum is not None:
                function = "enumerators" if parameter.shape == defs.LIST else "enumerator"
                values.append(f'_d.{function}({self._enum(parameter)}, "{name}", {name})')
            else:
                values.append(name)
        signature += ["*", "context: ir.Context | None = None", "loc: ir.Location | None = None"]
        yield "    @staticmethod"
        yield f"    def get({', '.join(signature)}) -> {definition.class_name}:"
        yield from _docstring(self._about_get(definition), "        ")
        yield f"        return _d.make({definition.class_name}, ({''.join(value + ', ' for value in values)}), context, loc)"

    def _about_get(self, definition: Definition) -> str:
        lines = [f"Makes a `{definition.name}`.", ""]
        if definition.parameters:
            lines.append("Args:")
            lines += [f"    {self._argument_line(parameter)}" for parameter in definition.parameters]
            lines += ["    context: where it is made, if neither `loc` nor the arguments nor a `with` block say."]
            lines += ["    loc: where errors are reported.", ""]
        lines.append("Raises TypeError or ValueError where an argument is of the wrong type or out of range.")
        if definition.verified:
            lines.append("Raises MLIRError where the arguments do not fit together.")
        return "\n".join(lines)

    def _argument_line(self, parameter: Parameter) -> str:
        name, default = _identifier(parameter.name), self._default(parameter)
        text = f"{name}: {self._argument_type(parameter)}" + ("" if default is None else f", {default} if not given")
        return f"{text}. {sentence(parameter.summary)}" if parameter.summary else text

    def _read(self, parameter: Parameter, index: int) -> str:
        value = f"self._definition.read(self, {index})"
        if parameter.enum is None:
            return value
        enum = self._enum(parameter)
        if parameter.shape == defs.LIST:
            return f"[{enum}(value) for value in {value}]"
        if parameter.shape == defs.OPTIONAL:
            return f"None if (value := {value}) is None else {enum}(value)"
        return f"{enum}({value})"

    def _enum(self, parameter: Parameter) -> str:
        """The class of an enumeration, which the module then imports."""
        assert parameter.enum is not None
        name = parameter.class_name
        if self.enums.setdefault(name, parameter.enum.dialect) != parameter.enum.dialect:
            raise RecordError(f"two enumerations are called {name} in one module")
        return name

    def _element_type(self, parameter: Parameter) -> str:
        if parameter.enum is not None:
            return self._enum(parameter)
        if parameter.kind in _PLAIN:
            return _PLAIN[parameter.kind]
        definition = self.known.get(parameter.cpp_type)
        if definition is None:
            builtin = parameter.cpp_type.count("::") == 2
            return f"ir.{parameter.class_name if builtin else _INTEGER_ATTRIBUTE}"
        if definition.dialect == self.dialect.dialect:
            return definition.class_name
        self.dialects.add(definition.dialect)
        return f"{definition.dialect}.{definition.class_name}"

    def _result_type(self, parameter: Parameter) -> str:
        element = self._element_type(parameter)
        if parameter.shape == defs.LIST:
            return f"list[{element}]"
        may_lack = parameter.shape == defs.OPTIONAL or (
            parameter.nullable
            and not parameter.derived
            and parameter.kind in (defs.ATTRIBUTE, defs.TYPE, defs.AFFINE_MAP)
        )
        return f"{element} | None" if may_lack else element

    def _argument_type(self, parameter: Parameter) -> str:
        element = self._element_type(parameter)
        definition = self.known.get(parameter.cpp_type)
        stand_in = _STAND_INS.get(element.removeprefix("ir."))
        if definition is not None and definition.enum is not None:
            stand_in = self._enum(definition.parameters[0])
        if stand_in is not None:
            element = f"{element} | {stand_in}"
        if parameter.shape == defs.LIST:
            return f"Sequence[{element}]"
        return f"{element} | None" if parameter.default == "" or parameter.shape == defs.OPTIONAL else element

    def _default(self, parameter: Parameter) -> str | None:
        """The default in Python; None where there is none."""
        if parameter.default is None:
            return None
        if parameter.default == "":
            return "()" if parameter.shape == defs.LIST else "None"
        if parameter.default in ("true", "false"):
            return parameter.default.capitalize()
        if re.fullmatch(r"-?\d+", parameter.default):
            return parameter.default
        if match := re.fullmatch(r'StringAttr::get\(\$_ctxt, ("\w*")\)', parameter.default):
            return match[1]
        if parameter.enum is not None:
            symbol = parameter.default.rsplit("::", 1)[-1]
            return f"{self._enum(parameter)}.{symbol}"
        raise RecordError(f"parameter '{parameter.name}': cannot say its default {parameter.default!r} in Python")


def _identifier(name: str) -> str:
    return name + "_" if keyword.iskeyword(name) else name


def _docstring(text: str, indent: str) -> Iterator[str]:
    text = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    if text.endswith('"'):
        text += " "
    lines = text.split("\n")
    if len(lines) == 1:
        yield f'{indent}"""{text}"""'
        return
    yield f'{indent}"""{lines[0]}'
    for line in lines[1:]:
        yield (indent + line).rstrip()
    yield f'{indent}"""'


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    c_api.add_source_arguments(parser)
    parser.add_argument(
        "--extras", type=Path, help="a module whose classes the generated ones of the same names extend"
    )
    options = parser.parse_args()
    mixins: tuple[str, ...] = ()
    if options.extras:
        tree = ast.parse(options.extras.read_text())
        mixins = tuple(node.name for node in tree.body if isinstance(node, ast.ClassDef))
    module = Module(*load_with_others(options), extras=options.extras.stem if options.extras else None, mixins=mixins)
    write_if_changed(options.output, module.text())


if __name__ == "__main__":
    main()
