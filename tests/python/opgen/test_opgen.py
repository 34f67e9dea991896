"""The generators' view of the op definitions: counts and names of the field, kinds of attributes, pairs of dialects."""

from __future__ import annotations

import dataclasses
import functools
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "utils"))

from opgen import docs, element_types, host_support, records, runtime_table  # noqa: E402

INCLUDES = [ROOT / "include", Path("/usr/lib/llvm-22/include")]


@functools.cache
def dialect(name: str) -> records.Dialect:
    folder = {"ttcore": "TTCore", "ttir": "TTIR", "ttkernel": "TTKernel", "ttmetal": "TTMetal", "ttnn": "TTNN"}[name]
    path = f"{folder}/IR/{folder}Ops.td"
    return records.load_dialect([ROOT / "include/ttmlir/Dialect" / path], INCLUDES, name)


@pytest.mark.parametrize(
    ("name", "count"), [("ttcore", 12), ("ttir", 176), ("ttkernel", 293), ("ttmetal", 10), ("ttnn", 190)]
)
def test_dialects_have_the_ops_of_the_field(name: str, count: int) -> None:
    assert len(dialect(name).ops) == count


@pytest.mark.parametrize("name", ["ttcore", "ttir", "ttkernel", "ttmetal", "ttnn"])
def test_every_op_is_described(name: str) -> None:
    assert [op.name for op in dialect(name).ops if not op.summary or not op.description] == []


@pytest.mark.parametrize("name", ["ttcore", "ttir", "ttkernel", "ttmetal", "ttnn"])
def test_every_attribute_has_a_known_kind(name: str) -> None:
    kinds = {attribute.kind for op in dialect(name).ops for attribute in op.attributes}
    assert kinds <= set(records.ATTRIBUTE_KINDS)


def test_linear_is_read_with_arities_and_defaults() -> None:
    op = dialect("ttir").op("linear")
    assert [(operand.name, operand.arity) for operand in op.operands] == [
        ("a", records.ONE),
        ("b", records.ONE),
        ("bias", records.OPTIONAL),
    ]
    transpose = op.attributes[0]
    assert (transpose.name, transpose.kind, transpose.default, transpose.required) == (
        "transpose_a",
        "bool",
        "false",
        False,
    )
    assert op.infers_types


def test_attribute_kinds_follow_the_definitions() -> None:
    kinds = {
        (op, attribute.name): attribute.kind
        for op in ("conv2d", "full", "constant", "permute", "reshape", "scatter", "softmax")
        for attribute in dialect("ttir").op(op).attributes
    }
    assert kinds["conv2d", "stride"] == "int_or_int_array"
    assert kinds["full", "fill_value"] == "int_or_float"
    assert kinds["constant", "value"] == "constant"
    assert kinds["permute", "permutation"] == "int_array"
    assert kinds["reshape", "shape"] == "int_array"
    assert kinds["scatter", "scatter_reduce_type"] == "enum"
    assert kinds["softmax", "dimension"] == "int"


def test_a_definition_that_does_not_parse_is_reported(tmp_path: Path) -> None:
    broken = tmp_path / "broken.td"
    broken.write_text("def X : NoSuchClass;")
    with pytest.raises(records.RecordError, match="NoSuchClass"):
        records.load_dialect([broken], INCLUDES, "ttir")


def test_runtime_table_is_sorted_and_complete() -> None:
    ops = runtime_table.program_ops(dialect("ttnn"), dialect("ttcore"), dialect("ttmetal"))
    names = re.findall(r'^    \{"([a-z0-9_.]+)", ', runtime_table.render(ops), re.MULTILINE)
    assert names == sorted(names)
    assert len(names) == 203
    assert "ttcore.load_cached" in names


def test_compiler_table_has_a_row_for_each_op() -> None:
    rows = host_support.render(
        runtime_table.program_ops(dialect("ttnn"), dialect("ttcore"), dialect("ttmetal"))
    ).splitlines()[1:]
    assert len(rows) == 203
    assert '{"ttnn.linear", "11?", "1", 0x1e07},' in rows


def test_docs_name_every_op_and_its_operands() -> None:
    text = docs.page(dialect("ttnn"))
    assert text.count("\n## `ttnn.") == 190
    assert "| `bias` | ranked tensor of any type values | optional |" in text


def test_a_test_reads_and_prints_every_op_of_ttkernel() -> None:
    folder = ROOT / "tests/ttmlir/Dialect/TTKernel/roundtrip"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    checked = set(re.findall(r"// CHECK: .*?(ttkernel\.[\w.]*\w)", text))
    assert {op.name for op in dialect("ttkernel").ops} - checked == set()


def test_ops_of_ttkernel_say_what_kernels_they_stand_in() -> None:
    text = docs.page(dialect("ttkernel"))
    kinds = ("computing", "data movement", "both kinds")
    assert sum(text.count(f"\nIn kernels of {kind}.\n") for kind in kinds) == 293
    section = text[text.index("## `ttkernel.exp_tile`") :]
    assert section[: section.index("\n## ", 1)].rstrip().endswith("In kernels of computing.")


def test_the_pages_of_ops_are_those_of_the_definitions() -> None:
    made = docs.pages(INCLUDES, records.TABLEGEN)
    folder = ROOT / "docs" / "ops"
    assert sorted(made) == sorted(path.name for path in folder.iterdir())
    stale = [name for name, text in made.items() if (folder / name).read_text(encoding="utf-8") != text]
    assert not stale, "make them again: python3 utils/opgen/docs.py -o docs/ops"


def direct_pairs() -> list[tuple[records.Op, records.Op]]:
    """Pairs of ttir and ttnn ops that DirectLowering.cpp takes to be alike, by its own tables."""
    folder = ROOT / "lib/Conversion/TTIRToTTNN"
    source = (folder / "DirectLowering.cpp").read_text()
    own = set(re.findall(r'table\["(\w+)"\]', "".join(file.read_text() for file in folder.glob("*Lowering.cpp"))))
    own |= {"fill_cache", "update_cache", "paged_fill_cache", "paged_update_cache"}
    own -= {"argmax", "layer_norm", "pow", "rms_norm"}  # these fall back to it
    renamings = dict(
        re.findall(r'^    \{"(\w+)", "(\w+)"\},$', source.split("kRenamings")[1].split("};")[0], re.MULTILINE)
    )
    refused = set(re.findall(r'\{"(\w+)",', source.split("kReasons")[1].split("};")[0]))
    ttnn = {op.mnemonic: op for op in dialect("ttnn").ops}
    return [
        (op, ttnn[renamings.get(op.mnemonic, op.mnemonic)])
        for op in dialect("ttir").ops
        if op.mnemonic not in own | refused and renamings.get(op.mnemonic, op.mnemonic) in ttnn
    ]


@pytest.mark.parametrize("pair", direct_pairs(), ids=lambda pair: pair[0].name)
def test_ops_that_are_converted_directly_are_alike(pair: tuple[records.Op, records.Op]) -> None:
    ttir, ttnn = pair
    assert len(ttir.operands) == len(ttnn.operands)
    for mine, its in zip(ttir.operands, ttnn.operands, strict=True):
        assert mine.arity == its.arity or (mine.arity, its.arity) == (records.ONE, records.OPTIONAL)
    source = (ROOT / "lib/Conversion/TTIRToTTNN/DirectLowering.cpp").read_text()
    changed = set(re.findall(rf'\{{"{ttir.mnemonic}", "(\w+)", ', source))
    names = {attribute.name for attribute in ttnn.attributes}
    kept = {attribute.name: attribute for attribute in ttir.attributes if attribute.name not in changed}
    assert set(kept) <= names
    targets = {attribute.name: attribute for attribute in ttnn.attributes}
    assert {name: kept[name].definition for name in kept if kept[name].enum is None} == {
        name: targets[name].definition for name in kept if kept[name].enum is None
    } or all(kept[name].kind == targets[name].kind for name in kept)


@pytest.mark.parametrize(
    ("name", "ties", "clauses"),
    [
        ("ttir.gather", "=i", {"input": 0, "index": 1, "result": 0}),
        ("ttnn.where", "~", {"first": -1, "second": 0, "third": 0, "result": 0}),
    ],
)
def test_rules_of_element_types(name: str, ties: str, clauses: dict[str, int]) -> None:
    namespace, mnemonic = name.split(".")
    assert element_types.parse_rule(dialect(namespace).op(mnemonic)) == (ties, clauses)


@pytest.mark.parametrize("rule", ["alike: all", "same: input nothing", "same: input; integer: input"])
def test_rules_that_make_no_sense_are_refused(rule: str) -> None:
    op = dataclasses.replace(dialect("ttir").op("exp"), element_types=rule)
    with pytest.raises(records.RecordError, match=r"ttir\.exp"):
        element_types.parse_rule(op)
