"""Writes the pages of documentation on each dialect, its ops, types and attributes: `docs.py -o DIRECTORY`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "utils"))

from opgen import attribute_docs  # noqa: E402
from opgen.definitions import read_definitions  # noqa: E402
from opgen.files import write_if_changed  # noqa: E402
from opgen.records import Attribute, Dialect, Op, Operand, dump_records, read_dialect  # noqa: E402

_DIALECTS = {
    "ttcore": "TTCore/IR/TTCoreOps.td",
    "ttir": "TTIR/IR/TTIROps.td",
    "ttkernel": "TTKernel/IR/TTKernelOps.td",
    "ttmetal": "TTMetal/IR/TTMetalOps.td",
    "ttnn": "TTNN/IR/TTNNOps.td",
}
_DTYPE_ORDER = ["f32", "bf16", "f16", "si32", "u32", "u16", "u8", "i1"]
_ARITIES = {"one": "", "optional": "optional", "variadic": "any number"}


def page(dialect: Dialect) -> str:
    """The dialect's page: its description, an index of its ops by file of definition, and a section for each op."""
    lines = [f"# The dialect `{dialect.name}`", "", dialect.summary, "", dialect.description, ""]
    lines.append(f"{len(dialect.ops)} operations.")
    lines.append("")
    for op in dialect.ops:
        lines.extend(_section(op))
    return "\n".join(lines).rstrip() + "\n"


def host_page(dialect: Dialect) -> str:
    """The page that says which ops the host device executes, and in which element types."""
    executed = [op for op in dialect.ops if op.host_dtypes]
    others = [op for op in dialect.ops if not op.host_dtypes]
    dtypes = sorted({dtype for op in executed for dtype in op.host_dtypes}, key=_DTYPE_ORDER.index)
    lines = ["# What the host device executes", ""]
    lines.append(
        f"{len(executed)} of the {len(dialect.ops)} ops of `{dialect.name}`, in these element types. The type is that "
        "of the op's main operand: the weight of `embedding`, the second operand of `where`, else the first."
    )
    lines += ["", "| op | " + " | ".join(dtypes) + " |", "|---|" + "---|" * len(dtypes)]
    for op in executed:
        link = f"[`{op.mnemonic}`]({dialect.name}.md#{dialect.name}{op.mnemonic})"
        lines.append(f"| {link} | " + " | ".join("✓" if dtype in op.host_dtypes else "" for dtype in dtypes) + " |")
    lines += ["", "## Not executed", ""]
    lines.append(
        "The compiler reports these at their locations, all of them at once, and an op in another element type:"
    )
    lines += ["", ", ".join(f"`{op.mnemonic}`" for op in others) + "."]
    return "\n".join(lines) + "\n"


def pages(include_dirs: list[Path], tablegen: str) -> dict[str, str]:
    """All pages by file name."""
    result = {}
    for name, definitions in _DIALECTS.items():
        records = dump_records([ROOT / "include/ttmlir/Dialect" / definitions], include_dirs, tablegen)
        dialect = read_dialect(records, name)
        result[f"{name}.md"] = page(dialect)
        result[f"{name}-attributes.md"] = attribute_docs.page(read_definitions(records, name))
        if name == "ttnn":
            result["host.md"] = host_page(dialect)
    return result


def _section(op: Op) -> Iterator[str]:
    yield f"## `{op.name}`"
    yield ""
    yield f"{op.summary}."
    yield ""
    if op.description:
        yield op.description
        yield ""
    yield from _table("Operands", [_operand_row(operand) for operand in op.operands], "| name | type | |")
    yield from _table(
        "Attributes", [_attribute_row(attribute) for attribute in op.attributes], "| name | type | default |"
    )
    yield from _table("Results", [_operand_row(result) for result in op.results], "| name | type | |")
    if op.element_types:
        yield f"Element types: {op.element_types}."
        yield ""
    if op.dialect == "ttnn":
        dtypes = ", ".join(f"`{dtype}`" for dtype in op.host_dtypes)
        yield f"On the host device: {dtypes or 'not executed'}."
        yield ""
    if op.dialect == "ttkernel":
        yield f"In kernels of {_kernels(op)}."
        yield ""


def _kernels(op: Op) -> str:
    """The kinds of kernels that an op of ttkernel may stand in, in words."""
    if "ComputeThreadOnly" in op.traits:
        return "computing"
    return "data movement" if "DataMovementThreadOnly" in op.traits else "both kinds"


def _table(title: str, rows: list[str], header: str) -> Iterator[str]:
    if not rows:
        return
    yield f"**{title}**"
    yield ""
    yield header
    yield "|---|---|---|"
    yield from rows
    yield ""


def _operand_row(operand: Operand) -> str:
    notes = ", ".join(note for note in (_ARITIES[operand.arity], operand.description) if note)
    return f"| `{operand.name}` | {_cell(operand.constraint)} | {_cell(notes)} |"


def _attribute_row(attribute: Attribute) -> str:
    default = (
        f"`{attribute.default}`" if attribute.default is not None else ("none" if attribute.optional else "required")
    )
    return f"| `{attribute.name}` | {_cell(attribute.constraint)} | {_cell(default)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Read the arguments and write the output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-I", dest="include_dirs", type=Path, action="append", default=[])
    parser.add_argument("--tablegen", default="llvm-tblgen-22")
    parser.add_argument("-o", dest="output", type=Path, required=True, help="folder for <dialect>.md")
    arguments = parser.parse_args()
    includes = [ROOT / "include", *(arguments.include_dirs or [Path("/usr/lib/llvm-22/include")])]
    for name, text in pages(includes, arguments.tablegen).items():
        write_if_changed(arguments.output / name, text)


if __name__ == "__main__":
    main()
