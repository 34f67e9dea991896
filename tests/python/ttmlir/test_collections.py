"""What an operation is made of, as Python's sequences and mappings: isinstance, match, slices, methods by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from ttmlir import ir
from ttmlir.dialects import func


def test_parts_are_sequences_and_mappings(module: ir.Module) -> None:
    function = module.body.operations[0]
    block = function.regions[0].blocks[0]
    add = block.operations[0]
    parts = [
        function.regions,
        function.regions[0].blocks,
        block.operations,
        block.arguments,
        block.successors,
        block.predecessors,
        add.operands,
        add.op_operands,
        add.results,
        add.successors,
    ]
    for part in parts:
        assert isinstance(part, Sequence)
        assert part.__len__() == len(part) == len(list(part))
        for index in range(len(part)):
            assert type(part.__getitem__(index)) is type(part[index])
    assert isinstance(add.attributes, Mapping)
    assert dict(add.attributes) == {"fastmath": add.attributes["fastmath"]}


def test_parts_are_matched(module: ir.Module) -> None:
    match module.body.operations:
        case [
            func.FuncOp(
                attributes={"sym_name": ir.StringAttr(value=name)},
                body=ir.Region(
                    blocks=[
                        ir.Block(arguments=[a, b], operations=[ir.OpView(operands=[x, y], results=[_]) as add, *_, end])
                    ]
                ),
            )
        ]:
            assert name == "f"
            assert (x, y) == (a, b)
            assert (add.name, end.name) == ("arith.addf", "func.return")
        case _:
            raise AssertionError("no match")


def test_slices_of_slices(module: ir.Module) -> None:
    operands = module.body.operations[0].regions[0].blocks[0].operations[0].operands
    assert list(operands[::-1][::-1]) == list(operands)
    assert operands[:1] + operands[1:] == list(operands)
    assert operands[::-1].types == operands.types[::-1]
    for index in (2, -3):
        with pytest.raises(IndexError):
            _ = operands[index]
    blocks = module.body.operations[0].regions[0].blocks
    with pytest.raises(IndexError, match="out of bounds block"):
        _ = blocks[1]
    with pytest.raises(IndexError, match="out of bounds operation"):
        _ = blocks[0].operations[-42]


def test_types_and_attributes_in_annotations() -> None:
    assert ir.IntegerAttr[ir.IntegerType].__origin__ is ir.IntegerAttr
    assert ir.RankedTensorType[ir.F32Type].__args__ == (ir.F32Type,)


@pytest.mark.usefixtures("context")
def test_locations_from_the_stack_have_columns() -> None:
    with ir.loc_tracebacks(max_depth=1):
        made = ir.Module.create(); column = "        made = "  # fmt: skip # noqa: E702
    place = made.operation.location.child_loc
    assert place.filename == __file__
    assert place.start_col == len(column)
    assert place.end_col == len(column + "ir.Module.create()")
    with ir.loc_tracebacks(max_depth=0):
        assert ir.Module.create().operation.location == ir.Location.unknown()
    with ir.loc_tracebacks(max_depth=1), ir.loc_tracebacks():
        assert "callsite" not in str(ir.Module.create().operation.location)


@pytest.mark.usefixtures("context")
def test_parts_of_locations() -> None:
    note = ir.StringAttr.get("note")
    a, b = ir.Location.name("a"), ir.Location.name("b")
    assert ir.Location.fused([a, b], note).metadata == note
    assert ir.Location.fused([a, b]).metadata is None
    assert a.typeid == b.typeid != ir.Location.unknown().typeid
    with pytest.raises(ValueError, match="not a fused location"):
        _ = a.metadata


@pytest.mark.usefixtures("context")
def test_bits_packed_into_bytes() -> None:
    i1 = ir.IntegerType.get_signless(1)
    bits = np.array([[1, 0, 1], [0, 1, 0]], bool)
    packed = np.packbits(bits, axis=None, bitorder="little")
    whole = ir.DenseElementsAttr.get(bits)
    assert ir.DenseElementsAttr.get(packed, type=i1, shape=bits.shape) == whole
    assert ir.DenseElementsAttr.get(bits.astype(np.uint8), type=i1) == whole
    many = np.arange(40).reshape(4, 10) % 3 == 0
    packed = np.packbits(many, axis=None, bitorder="little")
    assert ir.DenseElementsAttr.get(packed, type=i1, shape=many.shape) == ir.DenseElementsAttr.get(many)
    for byte, text in ((0, "false"), (255, "true")):
        splat = ir.DenseElementsAttr.get(np.array(byte, np.uint8), type=i1, shape=(4, 2, 5))
        assert str(splat) == f"dense<{text}> : tensor<4x2x5xi1>"
    with pytest.raises(ValueError, match="could not be constructed"):
        ir.DenseElementsAttr.get(np.zeros(3, np.uint8), type=i1, shape=(40,))


@pytest.mark.usefixtures("context")
def test_buffers_without_a_format() -> None:
    times = np.array([[1, 2], [3, 4]], np.int64).view("datetime64[s]")
    i64 = ir.IntegerType.get_signless(64)
    assert str(ir.DenseElementsAttr.get(times, type=i64)) == "dense<[[1, 2], [3, 4]]> : tensor<2x2xi64>"
    with pytest.raises(ValueError, match="no element type; give one"):
        ir.DenseElementsAttr.get(times)


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("F64ElementsAttr", [1.5, 2], "dense<[1.500000e+00, 2.000000e+00]> : tensor<2xf64>"),
        ("I32ElementsAttr", [[1, 2], [3, 4]], "dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>"),
        ("I64ElementsAttr", np.array([5, 6]), "dense<[5, 6]> : tensor<2xi64>"),
        ("IndexElementsAttr", (7,), "dense<7> : tensor<1xindex>"),
        ("I64SmallVectorArrayAttr", [1, 2], "[1, 2]"),
    ],
)
def test_attribute_builders(kind: str, value: Any, text: str) -> None:
    assert str(ir.AttrBuilder.get(kind)(value, context=ir.Context.current)) == text


@pytest.mark.usefixtures("context")
def test_builders_of_elements_refuse_ragged_lists() -> None:
    with pytest.raises(ValueError, match="must all have the same length"):
        ir.AttrBuilder.get("I32ElementsAttr")([[1, 2], [3]], context=ir.Context.current)


def test_a_second_builder_of_a_kind() -> None:
    @ir.register_attribute_builder("TestOnlyKindAttr")
    def first(value: object, context: ir.Context) -> None:
        """Builds nothing."""

    ir.register_attribute_builder("TestOnlyKindAttr", allow_existing=True)(lambda value, context: value)
    assert ir.AttrBuilder.get("TestOnlyKindAttr") is first
    with pytest.raises(RuntimeError, match="'TestOnlyKindAttr' is already registered"):
        ir.register_attribute_builder("TestOnlyKindAttr")(lambda value, context: value)
    other = ir.register_attribute_builder("TestOnlyKindAttr", replace=True)(lambda value, context: value)
    assert ir.AttrBuilder.get("TestOnlyKindAttr") is other


def test_dialect_modules_are_sought_again_in_new_places(
    context: ir.Context, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ttmlir._mlir_libs._mlir import globals as settings

    places = settings.dialect_search_modules
    assert not settings._check_dialect_module_loaded("elsewhere")
    (tmp_path / "more_dialects").mkdir()
    (tmp_path / "more_dialects" / "__init__.py").touch()
    (tmp_path / "more_dialects" / "elsewhere.py").write_text("LOADED = True\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    try:
        settings.append_dialect_search_prefix("more_dialects")
        assert settings._check_dialect_module_loaded("elsewhere")
    finally:
        settings.dialect_search_modules = places
