"""Writes the table of a dialect's types and attributes, by which the Python extension makes and reads them.

Each row names the functions of the C API that belong to a class; python/core/definitions/Definitions.h says how they are
called.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen import c_api
from opgen import definitions as defs
from opgen.definitions import Definition, Definitions, Parameter
from opgen.files import write_if_changed
from opgen.records import RecordError, dump_records

# Builtin classes of parameters, with the function of MLIR's C API that tests for them. Classes that have none are tested
# by the functions that make the attribute.
_BUILTIN_TESTS = {
    "BoolAttr": "mlirAttributeIsABool",
    "DenseIntElementsAttr": "mlirAttributeIsADenseIntElements",
    "DictionaryAttr": "mlirAttributeIsADictionary",
    "FlatSymbolRefAttr": "mlirAttributeIsAFlatSymbolRef",
    "FloatAttr": "mlirAttributeIsAFloat",
    "IntegerAttr": "mlirAttributeIsAInteger",
    "StringAttr": "mlirAttributeIsAString",
    "SymbolRefAttr": "mlirAttributeIsASymbolRef",
    "TypeAttr": "mlirAttributeIsAType",
    "FunctionType": "mlirTypeIsAFunction",
    "MemRefType": "mlirTypeIsAMemRef",
    "RankedTensorType": "mlirTypeIsARankedTensor",
}


def table(dialect: Definitions, others: list[Definitions]) -> str:
    """The text of the table; `others` are dialects whose classes its parameters may be of."""
    known = {definition.qualified: definition for each in (dialect, *others) for definition in each.definitions}
    name = c_api.C_NAMES[dialect.dialect]
    lines = [f"// Types and attributes of {dialect.dialect} for Python. Made from their definitions."]
    lines += [f'#include "ttmlir-c/{name}.h"', "", '#include "definitions/Definitions.h"', ""]
    lines += ['#include "mlir-c/BuiltinAttributes.h"', '#include "mlir-c/BuiltinTypes.h"', "", "namespace tenon {"]
    lines += ["namespace {"]
    for definition in dialect.definitions:
        lines += _make(definition, known)
        lines += _readers(definition)
    lines += ["} // namespace", "", f"extern const std::span<const Definition> k{name}Definitions;"]
    lines += ["namespace {", "const Definition kRows[] = {"]
    lines += [_row(definition) for definition in dialect.definitions]
    lines += ["};", "} // namespace"]
    lines += [f"const std::span<const Definition> k{name}Definitions = kRows;", "} // namespace tenon"]
    return "\n".join(lines) + "\n"


def _make(definition: Definition, known: dict[str, Definition]) -> Iterator[str]:
    unused = "" if definition.parameters else "[[maybe_unused]] "
    yield f"const void *make{definition.class_name}(MlirLocation location, {unused}const Arguments &arguments) {{"
    passed = ""
    for index, parameter in enumerate(definition.parameters):
        yield f"  auto p{index} = arguments.{_take(index, parameter, known)};"
        if parameter.shape == defs.LIST:
            passed += f", intptr_t(p{index}.size()), p{index}.data()"
        elif parameter.shape == defs.OPTIONAL:
            passed += f", p{index} ? &*p{index} : nullptr"
        elif parameter.kind == defs.STRING:
            passed += f", mlirStringRefCreate(p{index}.data(), p{index}.size())"
        else:
            passed += f", p{index}"
    yield f"  return {c_api.c_class(definition)}GetChecked(location{passed}).ptr;"
    yield "}"


def _take(index: int, parameter: Parameter, known: dict[str, Definition]) -> str:
    """The call that takes an argument."""
    plural = {defs.ONE: "", defs.OPTIONAL: "", defs.LIST: "s"}[parameter.shape]
    if parameter.kind in (defs.INTEGER, defs.ENUM):
        function = "optionalInteger" if parameter.shape == defs.OPTIONAL else "integer" + plural
        return f"{function}<{c_api.c_type(parameter)}>({index})"
    if parameter.kind == defs.BOOL and parameter.shape != defs.LIST:
        return f"{'optionalBoolean' if parameter.shape == defs.OPTIONAL else 'boolean'}({index})"
    if parameter.kind == defs.STRING and parameter.shape == defs.ONE:
        return f"string({index})"
    nullable = ", /*nullable=*/true" if parameter.nullable and parameter.shape == defs.ONE else ""
    if parameter.kind == defs.AFFINE_MAP and parameter.shape == defs.ONE:
        return f"affineMap({index}{nullable})"
    if parameter.kind in (defs.ATTRIBUTE, defs.TYPE) and parameter.shape != defs.OPTIONAL:
        return f"{parameter.kind}{plural}({index}, {_expected(parameter, known)}{nullable})"
    raise RecordError(f"parameter '{parameter.name}': nothing takes a {parameter.shape} {parameter.kind}")


def _expected(parameter: Parameter, known: dict[str, Definition]) -> str:
    """What an attribute or type has to be: its class, the test for it, and what makes it of a number."""
    definition = known.get(parameter.cpp_type)
    parts = [f'"{parameter.class_name}"']
    if definition is not None:
        parts.append(f"{c_api.c_class(definition)}IsA")
        if definition.enum is not None:
            parts.append(f"{c_api.c_class(definition)}Get")
    elif parameter.class_name in _BUILTIN_TESTS:
        parts.append(_BUILTIN_TESTS[parameter.class_name])
    elif parameter.cpp_type.startswith("::mlir::tt::"):
        # An enumeration's specialized attribute, which is an IntegerAttr in the IR.
        parts += ["mlirAttributeIsAInteger", "numberAttribute"]
    return "{" + ", ".join(parts) + "}"


def _readers(definition: Definition) -> Iterator[str]:
    values = (*definition.parameters, *definition.derived)
    if values:
        yield f"const Reader kReadersOf{definition.class_name}[] = {{"
        for value in values:
            names = ", ".join(getter.name for getter in c_api.getters(definition, value))
            yield f'    {{"{value.name}", {names}}},'
        yield "};"


def _row(definition: Definition) -> str:
    readers = f"kReadersOf{definition.class_name}" if definition.parameters or definition.derived else "{}"
    is_type = "true" if definition.is_type else "false"
    return (
        f'    {{"{definition.dialect}", "{definition.class_name}", "{definition.name}", {is_type}, '
        f"{c_api.c_class(definition)}GetTypeID, make{definition.class_name}, {readers}}},"
    )


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    c_api.add_source_arguments(parser)
    options = parser.parse_args()
    dialect, others = load_with_others(options)
    write_if_changed(options.output, table(dialect, others))


def load_with_others(options: argparse.Namespace) -> tuple[Definitions, list[Definitions]]:
    """A dialect's types and attributes, and those of the other dialects that its files know."""
    records = dump_records(options.definitions, options.include_dirs, options.tablegen)
    present = {records[name]["name"] for name in records["!instanceof"]["Dialect"]}
    others = [name for name in c_api.C_NAMES if name in present and name != options.dialect]
    return defs.read_definitions(records, options.dialect), [defs.read_definitions(records, name) for name in others]


if __name__ == "__main__":
    main()
