"""Questions about operations, locations and types."""

from __future__ import annotations

import pytest

from ttmlir import ir, util
from ttmlir.dialects import ttcore


def test_names(context: ir.Context) -> None:
    name, file = ir.Location.name("a"), ir.Location.file("model.py", 12, 8)
    assert util.is_name_loc(name) and not util.is_name_loc(file)
    assert util.get_loc_name(name) == "a"
    assert util.get_loc_name(file) is None


def test_places_in_files(context: ir.Context) -> None:
    file = ir.Location.file("model.py", 12, 8)
    assert util.is_file_line_col_loc(file) and not util.is_file_line_col_loc(ir.Location.unknown())
    assert util.get_loc_full(file) == 'loc("model.py":12:8)'


def test_fused_locations(context: ir.Context) -> None:
    parts = [ir.Location.name("a"), ir.Location.name("b")]
    fused = ir.Location.fused(parts)
    assert util.is_fused_loc(fused) and not util.is_fused_loc(parts[0])
    assert util.get_fused_locations(fused) == parts
    assert util.get_fused_locations(parts[0]) == []


def test_the_text_of_a_module_has_locations(context: ir.Context) -> None:
    module = ir.Module.parse('func.func private @f() loc("here")')
    assert 'loc("here")' in util.debug_print_module(module)


def test_operands_that_are_written(context: ir.Context) -> None:
    module = ir.Module.parse("""
      func.func @f(%cache: tensor<1x2x8x4xf32>, %input: tensor<1x2x3x4xf32>) {
        "ttnn.fill_cache"(%cache, %input) <{batch_offset = 0 : i32}>
          : (tensor<1x2x8x4xf32>, tensor<1x2x3x4xf32>) -> ()
        return
      }""")
    fill, end = module.body.operations[0].regions[0].blocks[0].operations
    assert util.get_write_effect_operand_indices(fill) == [0]
    assert util.get_write_effect_operand_indices(end) == []
    assert not util.is_dps(fill)


@pytest.mark.parametrize("name", ["f32", "f16", "bf16", "ui8", "ui16", "ui32", "si32", "i1"])
def test_data_types_of_elements(context: ir.Context, name: str) -> None:
    number = util.element_type_to_data_type(ir.Type.parse(name))
    expected = {"ui8": "u8", "ui16": "u16", "ui32": "u32"}.get(name, name)
    assert str(ttcore.DataType(number)) == expected


def test_elements_without_a_data_type(context: ir.Context) -> None:
    with pytest.raises(ValueError, match="no data type holds f64 elements"):
        util.element_type_to_data_type(ir.F64Type.get())
