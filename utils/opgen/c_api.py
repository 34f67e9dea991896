"""Writes the C API of a dialect's enumerations, types and attributes: a header, or a part of the functions' definitions.

For `#ttnn.core_range` there are ttmlirTTNNCoreRangeAttrGet, ...GetChecked, ...IsA, ...GetTypeID and a getter for each
parameter. A list has two getters (...GetShapeSize, ...GetShapeElement), as has what may lack a value (...HasX, ...GetX).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen import definitions as defs
from opgen.definitions import Definition, Definitions, Enum, Parameter, sentence
from opgen.files import write_if_changed

# How the names of the dialects begin in C.
C_NAMES = {"ttcore": "TTCore", "ttir": "TTIR", "ttnn": "TTNN", "ttkernel": "TTKernel", "ttmetal": "TTMetal"}

_C_TYPES = {
    defs.BOOL: "bool",
    defs.STRING: "MlirStringRef",
    defs.ATTRIBUTE: "MlirAttribute",
    defs.TYPE: "MlirType",
    defs.AFFINE_MAP: "MlirAffineMap",
}


def c_enum(enum: Enum) -> str:
    """The C type of an enumeration."""
    return f"ttmlir{C_NAMES[enum.dialect]}{enum.name}"


def c_type(parameter: Parameter) -> str:
    """The C type of one value of a parameter."""
    if parameter.enum is not None:
        return c_enum(parameter.enum)
    return parameter.cpp_type if parameter.kind == defs.INTEGER else _C_TYPES[parameter.kind]


def c_class(definition: Definition) -> str:
    """What the functions of a definition begin with."""
    return f"ttmlir{C_NAMES[definition.dialect]}{definition.class_name}"


def handle(definition: Definition) -> str:
    """MlirAttribute or MlirType."""
    return "MlirType" if definition.is_type else "MlirAttribute"


@dataclass(frozen=True)
class Getter:
    """A function of the C API that reads from a type or an attribute, and the expression that it returns."""

    name: str
    result: str
    position: bool
    comment: str
    expression: str


def getters(definition: Definition, parameter: Parameter) -> list[Getter]:
    """The functions that read a parameter: its value; or whether it has one, and it; or a list's size and elements."""
    prefix, accessor = c_class(definition), parameter.accessor
    suffix = accessor[0].upper() + accessor[1:]
    value = f"self.{accessor}()"
    if parameter.shape == defs.LIST:
        return [
            Getter(f"{prefix}{suffix}Size", "intptr_t", False, _about(parameter), f"intptr_t({value}.size())"),
            Getter(f"{prefix}{suffix}Element", c_type(parameter), True, "", f"toC({value}[position])"),
        ]
    if parameter.shape == defs.OPTIONAL:
        has = prefix + "Has" + suffix.removeprefix("Get")
        return [
            Getter(has, "bool", False, _about(parameter), f"{value}.has_value()"),
            Getter(f"{prefix}{suffix}", c_type(parameter), False, "Only where there is one.", f"toC(*{value})"),
        ]
    return [Getter(f"{prefix}{suffix}", c_type(parameter), False, _about(parameter), f"toC({value})")]


def _about(parameter: Parameter) -> str:
    null = "Null where there is none." if parameter.nullable and parameter.kind in _HANDLES else ""
    return " ".join(text for text in (sentence(parameter.summary), null) if text)


_HANDLES = (defs.ATTRIBUTE, defs.TYPE, defs.AFFINE_MAP)


def c_parameters(definition: Definition) -> str:
    """The parameters of ...Get after the first one: a list is a size and a pointer, what may lack a value a pointer."""
    texts = []
    for parameter in definition.parameters:
        name = parameter.python_name
        if parameter.shape == defs.LIST:
            texts += [f"intptr_t {name}_size", f"{c_type(parameter)} const *{name}"]
        elif parameter.shape == defs.OPTIONAL:
            texts.append(f"{c_type(parameter)} const *{name}")
        else:
            texts.append(f"{c_type(parameter)} {name}")
    return "".join(", " + text for text in texts)


def header(dialect: Definitions) -> str:
    """The header's text."""
    name = C_NAMES[dialect.dialect]
    guard = f"TTMLIR_C_{name.upper()}DEFINITIONS_H"
    lines = [f"// C API: the enumerations, attributes and types of {dialect.dialect}. Made from their definitions."]
    lines += [f"#ifndef {guard}", f"#define {guard}", "", '#include "mlir-c/AffineMap.h"', '#include "mlir-c/IR.h"', ""]
    lines += ["#include <stdbool.h>", "#include <stddef.h>", "#include <stdint.h>", ""]
    lines += ["#ifdef __cplusplus", 'extern "C" {', "#endif", ""]
    for enum in dialect.enums:
        lines += _enum(enum)
    for definition in dialect.definitions:
        lines += _declarations(definition)
    lines += ["#ifdef __cplusplus", "}", "#endif", "", f"#endif // {guard}"]
    return "\n".join(lines) + "\n"


def _enum(enum: Enum) -> Iterator[str]:
    name = c_enum(enum)
    yield f"/// {sentence(enum.summary or enum.name)}"
    yield f"typedef uint32_t {name};"
    yield "enum {"
    for case in enum.cases:
        yield f"  {name}{case.symbol} = {case.value}u,"
    yield "};"
    yield ""


def _declarations(definition: Definition) -> Iterator[str]:
    result, prefix = handle(definition), c_class(definition)
    yield f"/// {sentence(definition.summary)} `{definition.name}`; null where the parameters do not fit, which is reported"
    yield "/// as an error."
    yield f"MLIR_CAPI_EXPORTED {result} {prefix}Get(MlirContext context{c_parameters(definition)});"
    yield "/// As above, with errors at a location."
    yield f"MLIR_CAPI_EXPORTED {result} {prefix}GetChecked(MlirLocation location{c_parameters(definition)});"
    yield f"MLIR_CAPI_EXPORTED bool {prefix}IsA({result} self);"
    yield f"MLIR_CAPI_EXPORTED MlirTypeID {prefix}GetTypeID(void);"
    for parameter in (*definition.parameters, *definition.derived):
        for getter in getters(definition, parameter):
            if getter.comment:
                yield f"/// {getter.comment}"
            position = ", intptr_t position" if getter.position else ""
            yield f"MLIR_CAPI_EXPORTED {getter.result} {getter.name}({result} self{position});"
    yield ""


def source(dialect: Definitions, part: int, parts: int, headers: list[str]) -> str:
    """The definitions of the functions; `part` (from 0) of so many parts of about the same size."""
    name = C_NAMES[dialect.dialect]
    lines = [
        f"// C API: attributes and types of {dialect.dialect}, part {part + 1} of {parts}. Made from their definitions."
    ]
    lines += [f'#include "ttmlir-c/{name}.h"', "", '#include "Definitions.h"', ""]
    lines += [f'#include "{file}"' for file in headers]
    lines += ["", "using namespace mlir::tt::capi;", ""]
    for definition in dialect.definitions[part::parts]:
        lines += _functions(definition)
    return "\n".join(lines)


def _functions(definition: Definition) -> Iterator[str]:
    result, prefix, cls = handle(definition), c_class(definition), definition.qualified
    names = "".join(
        f", {parameter.python_name}_size, {parameter.python_name}"
        if parameter.shape == defs.LIST
        else f", {parameter.python_name}"
        for parameter in definition.parameters
    )
    yield f"{result} {prefix}Get(MlirContext context{c_parameters(definition)}) {{"
    yield f"  return {prefix}GetChecked(mlirLocationUnknownGet(context){names});"
    yield "}"
    yield f"{result} {prefix}GetChecked(MlirLocation location{c_parameters(definition)}) {{"
    verified = "true" if definition.verified else "false"
    arguments = "".join(f",\n      {_argument(parameter)}" for parameter in definition.parameters)
    yield f'  return make<{cls}, {verified}>(location, "{definition.name}"{arguments});'
    yield "}"
    yield f"bool {prefix}IsA({result} self) {{ return mlir::isa<{cls}>(unwrap(self)); }}"
    yield f"MlirTypeID {prefix}GetTypeID(void) {{ return wrap({cls}::getTypeID()); }}"
    for parameter in (*definition.parameters, *definition.derived):
        for getter in getters(definition, parameter):
            position = ", intptr_t position" if getter.position else ""
            expression = getter.expression.replace("self.", f"as<{cls}>(self).")
            yield f"{getter.result} {getter.name}({result} self{position}) {{ return {expression}; }}"
    yield ""


def _argument(parameter: Parameter) -> str:
    """What checks a parameter and turns it into C++: see lib/CAPI/Definitions.h."""
    name = parameter.python_name
    values = f'"{name}", {name}_size, {name}' if parameter.shape == defs.LIST else f'"{name}", {name}'
    if parameter.enum is not None:
        function = {defs.ONE: "enumerator", defs.OPTIONAL: "optionalEnumerator", defs.LIST: "enumerators"}
        return f"{function[parameter.shape]}({values}, &symbolize<{parameter.cpp_type}, &{parameter.enum.from_number}>)"
    if parameter.kind in _HANDLES:
        nullable = "true" if parameter.nullable else "false"
        if parameter.shape == defs.LIST:
            return f"objects<{parameter.cpp_type}>({values})"
        return f"object<{parameter.cpp_type}>({values}, {nullable})"
    function = {defs.ONE: "plain", defs.OPTIONAL: "optionalValue", defs.LIST: "array"}
    return f"{function[parameter.shape]}({values})"


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_source_arguments(parser)
    parser.add_argument("--part", type=int, help="write this part of the functions, counted from 0, not the header")
    parser.add_argument("--parts", type=int, default=1, help="how many parts there are")
    parser.add_argument("--header", action="append", default=[], help="a C++ header with the dialect's classes")
    options = parser.parse_args()
    dialect = load(options)
    text = header(dialect) if options.part is None else source(dialect, options.part, options.parts, options.header)
    write_if_changed(options.output, text)


def add_source_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments by which generators of this folder find a dialect's types and attributes."""
    parser.add_argument("definitions", type=Path, nargs="+", help="the .td files that define them")
    parser.add_argument("--dialect", required=True, choices=sorted(C_NAMES), help="the dialect's name in the IR")
    parser.add_argument("--tablegen", default="llvm-tblgen-22")
    parser.add_argument("-I", dest="include_dirs", type=Path, action="append", default=[])
    parser.add_argument("-o", dest="output", type=Path, required=True)


def load(options: argparse.Namespace) -> Definitions:
    """What the arguments of add_source_arguments name."""
    return defs.load_definitions(options.definitions, options.include_dirs, options.dialect, options.tablegen)


if __name__ == "__main__":
    main()
