"""Writes the builder's methods: for each op of a dialect one, with its operands, attributes and description.

The module it writes has one class, of which ttmlir.builder derives; it needs nothing but `_create` and the converters
of ttmlir.builder.attributes, which it names by the attributes' definitions.
"""

from __future__ import annotations

import argparse
import keyword
import re
import sys
import textwrap
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen.files import write_if_changed
from opgen.records import ONE, OPTIONAL, VARIADIC, Attribute, Dialect, Op, Operand, load_dialect

# Definition of an attribute -> (converter in ttmlir.builder.attributes, what Python code may give it).
_CONVERTERS = {
    "BoolAttr": ("boolean", "bool"),
    "StrAttr": ("string", "str"),
    "Builtin_StringAttr": ("string", "str"),
    "F32Attr": ("f32", "float"),
    "I32Attr": ("i32", "int"),
    "I64Attr": ("i64", "int"),
    "SI32Attr": ("si32", "int"),
    "SI64Attr": ("si64", "int"),
    "SI8Attr": ("si8", "int"),
    "UI32Attr": ("ui32", "int"),
    "I32ArrayAttr": ("i32_array", "Sequence[int]"),
    "DenseI32ArrayAttr": ("dense_i32", "Sequence[int]"),
    "DenseI64ArrayAttr": ("dense_i64", "Sequence[int]"),
    "TTIR_IntOrIntsAttr": ("i32_or_dense", "int | Sequence[int]"),
    "TTIR_SI32OrIntsAttr": ("si32_or_dense", "int | Sequence[int]"),
    "TTIR_NumberAttr": ("number", "float | int"),
    "ElementsAttr": ("elements", "ArrayLike"),
    "I64ElementsAttr": ("i64_elements", "ArrayLike"),
}

# Kind of an attribute -> as above, where the definition has no name of its own.
_CONVERTERS_BY_KIND = {
    "data_type": ('enumerator("ttcore.supportedDataTypes")', "str | Attribute"),
    "int_or_float": ("number", "float | int"),
    "int_or_int_array": ("si32_or_dense", "int | Sequence[int]"),
    "shape": ("shape", "Sequence[int]"),
}

# Ops whose result is as large as an attribute says; its element type is the argument `dtype`.
_SHAPE_FROM_ATTRIBUTE = {"full": "shape", "ones": "shape", "zeros": "shape", "rand": "size"}
# Ops that keep the shape of their first operand and take the result's element type as the argument `dtype`.
_DTYPE_ONLY = {
    "typecast",
    "quantize",
    "dequantize",
    "requantize",
    "quantize_unrolled",
    "dequantize_unrolled",
    "requantize_unrolled",
}


def argument(name: str) -> str:
    """A name as a Python argument: those that Python reserves get an underscore."""
    return name + "_" if keyword.iskeyword(name) or name in ("self", "loc", "unit_attrs") else name


def converter(attribute: Attribute) -> tuple[str, str]:
    """The expression that converts an argument, and the argument's annotation."""
    if attribute.kind == "enum":
        dialect = attribute.storage_type.split("::")[-2]
        return f'enumerator("{dialect}.{attribute.mnemonic}")', "str | Attribute"
    known = _CONVERTERS.get(attribute.definition) or _CONVERTERS_BY_KIND.get(attribute.kind)
    return known if known else ("opaque", "Attribute")


def infers_types(op: Op) -> bool:
    """True where the method needs no result type: the op infers it, or the builder of ttnn modules does."""
    return op.infers_types or op.dialect == "ttnn"


def is_given_device(operand: Operand) -> bool:
    """True for a device that the builder gets where none is given."""
    return operand.definition == "TTNN_Device" and operand.arity == ONE


def default(attribute: Attribute) -> str | None:
    """The default as Python code; None where the argument is required.

    What has no short form in Python defaults to None, which leaves the attribute to its definition's default.
    """
    if attribute.required:
        return None
    if attribute.optional or attribute.default is None:
        return "None"
    text = attribute.default.strip()
    if text in ("true", "false"):
        return text.capitalize()
    if re.fullmatch(r"-?\d+(\.\d*)?([eE][-+]?\d+)?f?", text) and attribute.kind in ("int", "float", "int_or_float"):
        return text.rstrip("f")
    if text.startswith('"') and text.endswith('"'):
        return text
    return "None"


def parameters(op: Op) -> list[str]:
    """Operands first, in order, then attributes by keyword; required ones come before optional ones."""
    required, optional = [], []
    for operand in op.operands:
        name = argument(operand.name)
        if operand.arity == VARIADIC:
            required.append(f"{name}: Sequence[Value]")
        elif operand.arity == OPTIONAL or is_given_device(operand):
            optional.append(f"{name}: Value | None = None")
        else:
            required.append(f"{name}: Value")
    keywords = []
    for attribute in sorted(op.attributes, key=lambda attribute: not attribute.required):
        annotation = converter(attribute)[1]
        value = default(attribute)
        if value is None:
            keywords.append(f"{argument(attribute.name)}: {annotation}")
        elif value == "None":
            keywords.append(f"{argument(attribute.name)}: {annotation} | None = None")
        else:
            keywords.append(f"{argument(attribute.name)}: {annotation} = {value}")
    keywords += _result_parameters(op)
    keywords += ["loc: Location | str | None = None", "unit_attrs: Sequence[str] = ()"]
    return ["self", *required, *optional, "*", *keywords]


def _result_parameters(op: Op) -> list[str]:
    if op.mnemonic in _SHAPE_FROM_ATTRIBUTE:
        return ['dtype: DType = "f32"']
    if op.mnemonic in _DTYPE_ONLY:
        return ["dtype: DType"]
    if not op.results:
        return []
    if infers_types(op):
        return [f"result_{'type' if len(op.results) == 1 else 'types'}: {_result_annotation(op)} | None = None"]
    return [f"result_{'type' if len(op.results) == 1 else 'types'}: {_result_annotation(op)}"]


def _result_annotation(op: Op) -> str:
    return "TensorLike" if len(op.results) == 1 and op.results[0].arity == ONE else "Sequence[TensorLike]"


def _result_expression(op: Op) -> str:
    if op.mnemonic in _SHAPE_FROM_ATTRIBUTE:
        return f"[({argument(_SHAPE_FROM_ATTRIBUTE[op.mnemonic])}, dtype)]"
    if op.mnemonic in _DTYPE_ONLY:
        return f"[(shape_of({argument(op.operands[0].name)}), dtype)]"
    if not op.results:
        return "[]"
    if _result_annotation(op) == "TensorLike":
        return "None if result_type is None else [result_type]" if infers_types(op) else "[result_type]"
    return "result_types" if len(op.results) > 1 else "result_type"


def _returned(op: Op) -> str:
    if not op.results:
        return "None"
    if len(op.results) == 1 and op.results[0].arity == ONE:
        return "Value"
    return "tuple[Value, ...]"


def docstring(op: Op) -> str:
    """The method's description, with what the definition says of operands, attributes and results."""
    lines = [op.summary or f"The op {op.name}.", ""]
    if op.description:
        lines += [*op.description.splitlines(), ""]
    if op.operands:
        lines += ["Operands:"]
        lines += [f"  {argument(o.name)}: {_with_arity(o.constraint, o.arity)}" for o in op.operands]
    if op.attributes:
        lines += ["Attributes:"]
        lines += [f"  {argument(a.name)}: {a.constraint}{_choices(a)}" for a in op.attributes]
    if op.results:
        lines += ["Results:"]
        lines += [f"  {r.name}: {_with_arity(r.constraint, r.arity)}" for r in op.results]
    text = "\n".join(line.rstrip() for line in lines).strip()
    return text.replace("\\", "\\\\").replace('"""', "'''")


def _with_arity(constraint: str, arity: str) -> str:
    return {ONE: constraint, OPTIONAL: f"{constraint} (optional)", VARIADIC: f"any number of: {constraint}"}[arity]


def _choices(attribute: Attribute) -> str:
    return " (" + ", ".join(case.keyword for case in attribute.cases) + ")" if attribute.cases else ""


def _operand(operand: Operand) -> str:
    name = argument(operand.name)
    return f"self._device({name})" if is_given_device(operand) else name


def method(op: Op) -> str:
    """The method of one op."""
    segmented = sum(operand.arity != ONE for operand in op.operands) > 0 and "AttrSizedOperandSegments" in " ".join(
        op.traits
    )
    lines = [f"def {argument(op.mnemonic)}("]
    lines += [f"    {parameter}," for parameter in parameters(op)]
    lines += [f") -> {_returned(op)}:"]
    body = [f'"""{docstring(op)}', '"""'] if "\n" in docstring(op) else [f'"""{docstring(op)}"""']
    body += ["return self._create("]
    body += [f'    "{op.name}",']
    body += ["    [" + ", ".join(f'("{argument(o.name)}", {_operand(o)})' for o in op.operands) + "],"]
    body += ["    {"]
    for attribute in op.attributes:
        body += [f'        "{attribute.name}": (attributes.{converter(attribute)[0]}, {argument(attribute.name)}),']
    body += ["    },"]
    body += [f"    results={_result_expression(op)},"]
    body += [f"    segmented={segmented},", "    loc=loc,", "    unit_attrs=unit_attrs,"]
    single = len(op.results) == 1 and op.results[0].arity == ONE
    body += [")" + ("[0]" if single else "")]
    if not op.results:
        body[body.index("return self._create(")] = "self._create("
    text = "\n".join(lines) + "\n" + textwrap.indent("\n".join(body), "    ", lambda line: bool(line.strip()))
    return textwrap.indent(text, "    ", lambda line: bool(line.strip()))


_DEVICE = """
    def _device(self, given: Value | None) -> Value:
        raise NotImplementedError("the class that derives from this one gets devices")
"""


def generate(dialect: Dialect, class_name: str) -> str:
    """The whole module."""
    methods = "\n\n".join(method(op) for op in dialect.ops)
    device = _DEVICE if any(is_given_device(operand) for op in dialect.ops for operand in op.operands) else ""
    return f'''"""One method for each op of the dialect {dialect.name}, made from its definitions."""

# ruff: noqa
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from . import attributes
from .types import DType, TensorLike, shape_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ..ir import Attribute, Location, Value


class {class_name}:
    """The ops of {dialect.name}. Operands are values, attributes are Python values given by keyword."""

    def _create(
        self,
        name: str,
        operands: Sequence[tuple[str, Any]],
        values: dict[str, tuple[Any, Any]],
        *,
        results: Sequence[TensorLike] | None,
        segmented: bool,
        loc: Location | str | None,
        unit_attrs: Sequence[str],
    ) -> Any:
        raise NotImplementedError("the class that derives from this one creates ops")
{device}
{methods}
'''


def main() -> None:
    """Write the module that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("definitions", type=Path, help="the .td file with the dialect's ops")
    parser.add_argument("--dialect", required=True, help="the dialect's name in the IR")
    parser.add_argument("--class-name", required=True, help="the class to write")
    parser.add_argument("--tablegen", default="llvm-tblgen-22")
    parser.add_argument("-I", dest="include_dirs", type=Path, action="append", default=[])
    parser.add_argument("-o", dest="output", type=Path, required=True)
    options = parser.parse_args()
    dialect = load_dialect([options.definitions], options.include_dirs, options.dialect, options.tablegen)
    write_if_changed(options.output, generate(dialect, options.class_name))


if __name__ == "__main__":
    main()
