"""The generators of Python modules: kinds of attributes get names, enumerations stay with their dialects."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "utils"))

from opgen import attribute_kinds, python_enums  # noqa: E402


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"!superclasses": ["Attr", "TypeAttrBase", "TypeAttrOf"]}, "TypeAttr"),
        ({"!superclasses": ["Attr", "RankedI64ElementsAttr"]}, "I64ElementsAttr"),
        ({"!superclasses": ["Attr", "TypedArrayAttrBase"], "elementAttr": {"def": "F32Attr"}}, "F32AttrArray"),
        ({"!superclasses": ["Attr", "AnyAttrOf"]}, "AnyAttrOf"),
    ],
)
def test_a_kind_without_a_name_is_named_after_what_it_is(record: dict[str, object], name: str) -> None:
    text = "AttrBuilder.contains('anonymous_12') AttrBuilder.get('StrAttr')"
    assert attribute_kinds.has_nameless_kinds(text)
    named = attribute_kinds.name_kinds(text, {"anonymous_12": record})
    assert named == f"AttrBuilder.contains('{name}') AttrBuilder.get('StrAttr')"
    assert not attribute_kinds.has_nameless_kinds(named)


ENUMS = """import

class Mine(IntEnum):
    a = 1

@register_attribute_builder("MyEnum")
def _mine(x): pass

class Other(IntEnum):
    b = 1

@register_attribute_builder("OtherEnum")
def _other(x): pass

class Nameless(IntEnum):
    c = 1

@register_attribute_builder("anonymous_3")
def _nameless(x): pass

"""


@pytest.mark.parametrize(
    ("own", "classes", "builders"),
    [("My", ["Mine"], ["MyEnum"]), (".*", ["Mine", "Other", "Nameless"], ["MyEnum", "OtherEnum"])],
)
def test_a_module_has_the_enumerations_of_its_dialect(own: str, classes: list[str], builders: list[str]) -> None:
    text = python_enums.keep_own(ENUMS, own)
    assert [name for name in ("Mine", "Other", "Nameless") if f"class {name}" in text] == classes
    assert [name for name in ("MyEnum", "OtherEnum", "anonymous_3") if f'"{name}"' in text] == builders
