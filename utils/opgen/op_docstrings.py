"""Gives the operation classes that mlir-tblgen makes for Python what `help` should show, and the names of their parts.

mlir-tblgen writes an operation's description at most. Here a class also gets its summary, its operands, attributes,
results and regions with their constraints, and the tuples OPERAND_NAMES, ATTRIBUTE_NAMES and RESULT_NAMES.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from opgen.definitions import sentence
from opgen.records import VARIADIC, Attribute, Dialect, Op, Operand

_CLASS = re.compile(
    r'^class \w+\(_ods_ir\.OpView\):\n(?:  r"""\n.*?\n  """\n)?\n*  OPERATION_NAME = "(?P<name>[^"]+)"\n', re.M | re.S
)
_ARITIES = {"one": "", "optional": "optional ", "variadic": "any number of "}


def document(text: str, dialect: Dialect) -> str:
    """The module's text with docstrings and names in the classes of the dialect's operations."""
    starts = [match.start() for match in _CLASS.finditer(text)] + [len(text)]
    parts = [text[: starts[0]]]
    for start, end in itertools.pairwise(starts):
        parts.append(_document_class(text[start:end], dialect))
    return "".join(parts)


def _document_class(text: str, dialect: Dialect) -> str:
    match = _CLASS.match(text)
    assert match is not None
    name = match["name"].split(".", 1)[1]
    if not dialect.has(name):
        return text
    op = dialect.op(name)
    members = set(re.findall(r"^  def (\w+)\(self", text, re.M))
    header = text[: text.index("\n") + 1]
    return "".join([header, *_docstring(op), "\n", *_names(op, members), text[match.end() :]])


def _names(op: Op, members: set[str]) -> Iterator[str]:
    yield f'  OPERATION_NAME = "{op.name}"\n'
    for title, parts in (("OPERAND", op.operands), ("ATTRIBUTE", op.attributes), ("RESULT", op.results)):
        yield f"  {title}_NAMES = {tuple(_member(part.name, members) for part in parts)!r}\n"


def _member(name: str, members: set[str]) -> str:
    """The name of the property, which ends in an underscore where Python has another use for the name."""
    return name + "_" if name not in members and name + "_" in members else name


def _docstring(op: Op) -> Iterator[str]:
    yield '  r"""\n'
    for line in "\n".join(docstring(op)).replace('"""', "'''").split("\n"):
        yield f"  {line}".rstrip() + "\n"
    yield '  """\n'


def docstring(op: Op) -> Iterator[str]:
    """The lines of an operation's docstring."""
    yield f"{sentence(op.summary)[:-1] or op.class_name} (`{op.name}`)."
    yield ""
    if op.description:
        yield op.description
        yield ""
    yield from _section("Operands", map(_value_line, op.operands))
    yield from _section("Attributes", map(_attribute_line, op.attributes))
    yield from _section("Results", map(_value_line, op.results))
    yield from _section(
        "Regions", (f"{region.name}: {'any number' if region.arity == VARIADIC else 'one'}" for region in op.regions)
    )
    if op.element_types:
        yield f"Element types: {op.element_types}."
    if op.dialect == "ttnn":
        yield f"On the host device: {', '.join(op.host_dtypes) or 'not executed'}."


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield f"{title}:"
        for line in lines:
            yield f"    {line}"
        yield ""


def _value_line(value: Operand) -> str:
    text = f"{value.name or '(no name)'}: {_ARITIES[value.arity]}{value.constraint or 'any type'}"
    return f"{text}. {sentence(value.description)}" if value.description else text


def _attribute_line(attribute: Attribute) -> str:
    if attribute.default is not None:
        keywords = {case.symbol: case.keyword for case in attribute.cases}
        default = f", {keywords.get(attribute.default.rsplit('::', 1)[-1], attribute.default)} if not given"
    else:
        default = ", optional" if attribute.optional else ""
    cases = f": {', '.join(case.keyword for case in attribute.cases)}" if attribute.cases else ""
    return f"{attribute.name}: {attribute.constraint or attribute.storage_type}{cases}{default}"
