"""The page of documentation on a dialect's types and attributes, from their definitions."""

from __future__ import annotations

from collections.abc import Iterator

from opgen import definitions as defs
from opgen.definitions import Definition, Definitions, Parameter, sentence


def page(dialect: Definitions) -> str:
    """The page: how they are used in Python and C, and a section for each."""
    types = [definition for definition in dialect.definitions if definition.is_type]
    attributes = [definition for definition in dialect.definitions if not definition.is_type]
    lines = [f"# Types and attributes of `{dialect.dialect}`", ""]
    counts = [f"{len(group)} {name}" for group, name in ((types, "types"), (attributes, "attributes")) if group]
    lines += [
        f"{' and '.join(counts)}. Each is a class of `ttmlir.dialects.{dialect.dialect}` with",
        "`get(...)` and a property for each parameter, and a set of functions of the C API. The names of parameters are",
        "those below, in Python also in snake case.",
        "",
    ]
    for definition in (*types, *attributes):
        lines += _section(definition)
    return "\n".join(lines).rstrip() + "\n"


def _section(definition: Definition) -> Iterator[str]:
    yield f"## `{definition.class_name}`"
    yield ""
    yield f"{sentence(definition.summary)} In the IR: `{definition.name}`."
    yield ""
    if definition.description:
        yield definition.description
        yield ""
    if definition.enum is not None:
        cases = ", ".join(f"`{case.keyword}` ({case.value})" for case in definition.enum.cases)
        yield f"One of {cases}."
        yield ""
    elif definition.parameters:
        yield "| parameter | type | default |"
        yield "|---|---|---|"
        for parameter in definition.parameters:
            yield f"| `{parameter.name}` | {_type(parameter)} | {_default(parameter)} |"
        yield ""
    if definition.derived:
        yield f"Computed: {', '.join(f'`{value.name}`' for value in definition.derived)}."
        yield ""


def _type(parameter: Parameter) -> str:
    name = f"`{parameter.class_name}`" if parameter.kind != defs.STRING else "text"
    return f"list of {name}" if parameter.shape == defs.LIST else name


def _default(parameter: Parameter) -> str:
    if parameter.default is None:
        return "required"
    if parameter.default == "":
        return "empty" if parameter.shape == defs.LIST else "none"
    return f"`{parameter.default}`"
