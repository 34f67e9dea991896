"""All types and attributes of Tenon's dialects in Python: each is made, printed, parsed back, read and refused."""

from __future__ import annotations

import enum
import inspect
from collections.abc import Iterator
from typing import Any

import definition_samples as samples
import pytest
from definition_samples import ALL, IDS, defs

from ttmlir import ir

pytestmark = pytest.mark.usefixtures("context")
every_class = pytest.mark.parametrize("definition", ALL, ids=IDS)


@pytest.fixture(scope="module")
def context() -> Iterator[ir.Context]:
    """One for all: making it takes longer than any of these tests, none of which changes it."""
    with ir.Context() as context, ir.Location.unknown():
        yield context


def parse(definition: defs.Definition, text: str) -> Any:
    return ir.Type.parse(text) if definition.is_type else ir.Attribute.parse(text)


@pytest.mark.parametrize("dialect", samples.DIALECTS)
def test_every_definition_has_a_class_under_ir_too(dialect: str) -> None:
    for definition in samples.dialect_definitions(dialect).definitions:
        module = inspect.getmodule(samples.python_class(definition))
        assert vars(samples.importlib.import_module(f"ttmlir.dialects.{dialect}").ir) is vars(module)


@every_class
@pytest.mark.parametrize("minimal", [False, True], ids=["all", "required"])
def test_what_is_made_prints_and_parses_back(definition: defs.Definition, minimal: bool) -> None:
    made = samples.instance(definition, minimal=minimal)
    assert type(made) is samples.python_class(definition)
    parsed = parse(definition, str(made))
    assert type(parsed) is type(made)
    assert parsed == made
    assert hash(parsed) == hash(made)
    assert repr(made) == f"{definition.class_name}({made})"


@every_class
def test_parameters_are_read_as_they_were_given(definition: defs.Definition) -> None:
    given = samples.values(definition)
    made = samples.python_class(definition).get(**given)
    for parameter in definition.parameters:
        read = getattr(made, parameter.name)
        assert read == given[parameter.name]
        assert getattr(made, parameter.python_name) == read
        for value in read if parameter.shape == defs.LIST else [read]:
            check_kind(parameter, value)


def check_kind(parameter: defs.Parameter, value: Any) -> None:
    if value is None:
        assert parameter.nullable
    elif parameter.enum is not None:
        assert type(value) is samples.python_enum(parameter)
        assert isinstance(value, enum.IntEnum)
    elif parameter.kind in (defs.ATTRIBUTE, defs.TYPE):
        assert type(value) not in (ir.Attribute, ir.Type), "it has its own class"
    else:
        kinds = {defs.BOOL: bool, defs.INTEGER: int, defs.STRING: str, defs.AFFINE_MAP: ir.AffineMap}
        assert type(value) is kinds[parameter.kind]


@every_class
def test_what_is_absent_reads_as_none_or_empty(definition: defs.Definition) -> None:
    made = samples.instance(definition, minimal=True)
    for parameter in definition.parameters:
        if parameter.default == "":
            read = getattr(made, parameter.name)
            assert read == [] if parameter.shape == defs.LIST else read is None


@every_class
def test_what_a_class_computes_can_be_read(definition: defs.Definition) -> None:
    made = samples.instance(definition)
    for parameter in definition.derived:
        value = getattr(made, parameter.name)
        for element in value if parameter.shape == defs.LIST else [value]:
            check_kind(parameter, element)


@every_class
def test_casts_and_identities(definition: defs.Definition) -> None:
    cls = samples.python_class(definition)
    made = samples.instance(definition)
    plain = (ir.Type if definition.is_type else ir.Attribute)(made)
    other = ir.Type.parse("i1") if definition.is_type else ir.Attribute.parse("unit")
    assert cls.isinstance(plain)
    assert not cls.isinstance(other)
    assert cls(plain) == made
    assert cls.static_typeid == cls.get_static_typeid() == made.typeid
    assert cls.static_typeid != other.typeid
    with pytest.raises(ValueError, match=f"Cannot cast (attribute|type) to {definition.class_name}"):
        cls(other)


@every_class
def test_arguments_of_wrong_types_are_refused(definition: defs.Definition) -> None:
    given = samples.values(definition)
    for parameter in definition.parameters:
        wrong = {**given, parameter.name: 7 if parameter.shape == defs.LIST else object()}
        with pytest.raises(TypeError, match=f"parameter '{parameter.name}'"):
            samples.python_class(definition).get(**wrong)
        if parameter.shape == defs.LIST:
            with pytest.raises(TypeError, match=f"parameter '{parameter.name}'"):
                samples.python_class(definition).get(**{**given, parameter.name: [object()]})


@every_class
def test_objects_of_other_classes_are_refused(definition: defs.Definition) -> None:
    given = samples.values(definition)
    for parameter in definition.parameters:
        if parameter.kind not in (defs.ATTRIBUTE, defs.TYPE) or parameter.class_name in ("Attribute", "Type"):
            continue
        other = ir.Attribute.parse("unit") if parameter.kind == defs.ATTRIBUTE else ir.Type.parse("i1")
        wrong = {**given, parameter.name: [other] if parameter.shape == defs.LIST else other}
        with pytest.raises((TypeError, ir.MLIRError), match=rf"{parameter.name}.*expected a \w+"):
            samples.python_class(definition).get(**wrong)


@every_class
def test_missing_arguments_are_named(definition: defs.Definition) -> None:
    for parameter in definition.parameters:
        if parameter.default is None:
            given = samples.values(definition, minimal=True)
            del given[parameter.name]
            with pytest.raises(TypeError, match=f"missing .*'{parameter.name}'"):
                samples.python_class(definition).get(**given)


@every_class
def test_numbers_out_of_range_are_refused(definition: defs.Definition) -> None:
    given = samples.values(definition)
    for parameter in definition.parameters:
        if parameter.kind in (defs.INTEGER, defs.ENUM):
            wrong = [1 << 64] if parameter.shape == defs.LIST else 1 << 64
            with pytest.raises(ValueError, match=f"parameter '{parameter.name}'"):
                samples.python_class(definition).get(**{**given, parameter.name: wrong})


@every_class
def test_help_shows_the_definition(definition: defs.Definition) -> None:
    cls = samples.python_class(definition)
    text = inspect.getdoc(cls) or ""
    assert text.startswith(defs.sentence(definition.summary))
    assert definition.name in text
    for parameter in definition.parameters:
        assert f"{parameter.name}: " in text
        assert inspect.getdoc(getattr(cls, parameter.name))
    names = list(inspect.signature(cls.get).parameters)
    assert names == [*(parameter.name for parameter in definition.parameters), "context", "loc"]
    assert inspect.getdoc(cls.get)


@every_class
def test_the_context_may_be_passed_in_three_ways(definition: defs.Definition, context: ir.Context) -> None:
    cls, given = samples.python_class(definition), samples.values(definition)
    made = cls.get(**given)
    assert cls.get(**given, context=context) == made
    assert cls.get(context, *given.values()) == made
    assert cls.get(**given, loc=ir.Location.unknown(context)) == made
