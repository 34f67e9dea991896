"""Types of dialects: of quant, llvm, pdl and transform, and the short names in ttmlir.extras.types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ttmlir import ir
from ttmlir.dialects import llvm, pdl, quant, transform
from ttmlir.extras import types as T

SIGNED = 1


def test_a_parsed_quantized_type_is_of_its_class(context: ir.Context) -> None:
    classes = {
        "!quant.any<i8<-8:7>:f32>": quant.AnyQuantizedType,
        "!quant.uniform<i8<-8:7>:f32, 0.5:1>": quant.UniformQuantizedType,
        "!quant.uniform<i8:f32:1, {2.0,0.5:3}>": quant.UniformQuantizedPerAxisType,
        "!quant.uniform<i8:f32:{0:1, 1:2}, {{2.0:10, 3.0:20}, {4.0:30, 5.0:40}}>": quant.UniformQuantizedSubChannelType,
        "!quant.calibrated<f32<-1.0:1.5>>": quant.CalibratedQuantizedType,
    }
    types = [ir.Type.parse(text) for text in classes]
    assert [type(parsed) for parsed in types] == list(classes.values())
    assert all(isinstance(parsed, quant.QuantizedType) for parsed in types)
    assert not isinstance(T.i8(), quant.QuantizedType)


def test_any_quantized_type(context: ir.Context) -> None:
    made = quant.AnyQuantizedType.get(quant.QuantizedType.FLAG_SIGNED, T.i8(), T.f32(), -8, 7)
    assert str(made) == "!quant.any<i8<-8:7>:f32>"
    assert (made.flags, made.is_signed, made.storage_type, made.expressed_type) == (1, True, T.i8(), T.f32())
    assert (made.storage_type_min, made.storage_type_max, made.storage_type_integral_width) == (-8, 7, 8)
    assert made.quantized_element_type == made


def test_uniform_quantized_types(context: ir.Context) -> None:
    uniform = quant.UniformQuantizedType.get(SIGNED, T.i8(), T.f32(), 0.5, 3, -8, 7)
    assert (uniform.scale, uniform.zero_point, uniform.is_fixed_point) == (0.5, 3, False)
    low = quant.QuantizedType.default_minimum_for_integer(is_signed=True, integral_width=8)
    high = quant.QuantizedType.default_maximum_for_integer(is_signed=True, integral_width=8)
    per_axis = quant.UniformQuantizedPerAxisType.get(SIGNED, T.i8(), T.f32(), [2.0, 0.5], [0, 3], 1, low, high)
    assert str(per_axis).startswith("!quant.uniform<i8:f32:1, {2.0")
    assert (per_axis.scales, per_axis.zero_points, per_axis.quantized_dimension) == ([2.0, 0.5], [0, 3], 1)
    scales = ir.DenseElementsAttr.get(np.array([[2, 3], [4, 5]], np.float32))
    zero_points = ir.DenseElementsAttr.get(np.array([[10, 20], [30, 40]], np.int8))
    sub = quant.UniformQuantizedSubChannelType.get(
        SIGNED, T.i8(), T.f32(), scales, zero_points, [0, 1], [1, 2], low, high
    )
    assert (sub.quantized_dimensions, sub.block_sizes) == ([0, 1], [1, 2])
    assert (sub.scales, sub.zero_points) == (scales, zero_points)


def test_calibrated_type(context: ir.Context) -> None:
    made = quant.CalibratedQuantizedType.get(T.f32(), -1.0, 1.5)
    assert (made.min, made.max) == (-1.0, 1.5)


def test_casts_of_quantized_types(context: ir.Context) -> None:
    uniform = quant.UniformQuantizedType.get(SIGNED, T.i8(), T.f32(), 0.5, 0, -8, 7)
    values = uniform.cast_from_expressed_type(T.tensor(4, T.f32()))
    assert values == T.tensor(4, uniform)
    assert quant.QuantizedType.cast_to_storage_type(values) == T.tensor(4, T.i8())
    assert quant.QuantizedType.cast_to_expressed_type(values) == T.tensor(4, T.f32())
    assert uniform.cast_from_storage_type(T.i8()) == uniform
    assert uniform.cast_expressed_to_storage_type(T.f32()) == T.i8()
    assert uniform.is_compatible_expressed_type(T.f32())
    with pytest.raises(ValueError, match="Failed to cast from the expressed type"):
        uniform.cast_from_expressed_type(T.i8())


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: quant.UniformQuantizedType.get(1, T.f32(), T.f32(), 1.0, 0, -8, 7), "storage type must be integral"),
        (lambda: quant.UniformQuantizedType.get(1, T.i8(), T.i8(), 1.0, 0, -8, 7), "expressed type must be floating"),
        (lambda: quant.AnyQuantizedType.get(1, T.i8(), T.f32(), -800, 7), r"illegal storage min .*\(-800:7\)"),
        (lambda: quant.CalibratedQuantizedType.get(T.f32(), 1, -1), "illegal min and max"),
        (
            lambda: quant.UniformQuantizedPerAxisType.get(1, T.i8(), T.f32(), [1.0, 2.0], [0], 0, -8, 7),
            "as many scales as zero points, got 2 and 1",
        ),
        (
            lambda: quant.UniformQuantizedSubChannelType.get(
                1, T.i8(), T.f32(), ir.StringAttr.get("a"), ir.StringAttr.get("a"), [0], [1], -8, 7
            ),
            "expected dense elements as scales and zero points",
        ),
    ],
)
def test_quantized_types_that_cannot_be(context: ir.Context, make: Callable[[], Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        make()


def test_literal_structs(context: ir.Context) -> None:
    made = llvm.StructType.get_literal([T.i8(), T.i32()], packed=True)
    assert str(made) == "!llvm.struct<packed (i8, i32)>"
    assert (made.name, made.body, made.packed, made.opaque) == (None, [T.i8(), T.i32()], True, False)
    assert type(ir.Type.parse("!llvm.struct<()>")) is llvm.StructType
    with pytest.raises(ValueError, match=r"invalid LLVM structure element type: '!llvm\.void'"):
        llvm.StructType.get_literal([ir.Type.parse("!llvm.void")])


def test_identified_structs(context: ir.Context) -> None:
    made = llvm.StructType.get_identified("foo")
    assert (made.name, made.body, made.opaque) == ("foo", None, True)
    made.set_body([T.i32()])
    made.set_body([T.i32()])
    assert llvm.StructType.get_identified("foo").body == [T.i32()]
    assert llvm.StructType.new_identified("foo", [T.i32()]).name != "foo"
    assert llvm.StructType.get_opaque("bar").opaque
    with pytest.raises(ValueError, match="the struct already has another body"):
        made.set_body([T.i64()])
    with pytest.raises(ValueError, match="a literal struct has no body that could be set"):
        llvm.StructType.get_literal([]).set_body([])
    with pytest.raises(ValueError, match="invalid LLVM structure element type"):
        llvm.StructType.get_identified("baz").set_body([ir.Type.parse("!llvm.void")])


def test_pointers(context: ir.Context) -> None:
    assert [str(llvm.PointerType.get()), str(llvm.PointerType.get(3))] == ["!llvm.ptr", "!llvm.ptr<3>"]
    assert llvm.PointerType.get(3).address_space == 3
    assert type(ir.Type.parse("!llvm.ptr")) is llvm.PointerType


def test_types_of_pdl(context: ir.Context) -> None:
    for name in ("Attribute", "Operation", "Type", "Value"):
        made = getattr(pdl, f"{name}Type").get()
        assert str(made) == f"!pdl.{name.lower()}"
        assert isinstance(made, pdl.PDLType)
        assert type(ir.Type.parse(str(made))) is type(made)
    values = pdl.RangeType.get(pdl.ValueType.get())
    assert values.element_type == pdl.ValueType.get()
    for wrong in (values, T.i32()):
        with pytest.raises(ValueError, match="another type of pdl, and no range"):
            pdl.RangeType.get(wrong)


def test_types_of_transform(context: ir.Context) -> None:
    for name in ("Op", "Param", "Value"):
        made = getattr(transform, f"Any{name}Type").get()
        assert str(made) == f"!transform.any_{name.lower()}"
        assert type(ir.Type.parse(str(made))) is type(made)
    assert transform.OperationType.get("a.b").operation_name == "a.b"
    assert transform.ParamType.get(T.i64()).type == T.i64()
    assert transform.any_op_t() == transform.AnyOpType.get()


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: T.i(7), "i7"),
        (lambda: T.si8(), "si8"),
        (lambda: T.ui64(), "ui64"),
        (lambda: T.bool(), "i1"),
        (lambda: T.bf16(), "bf16"),
        (lambda: T.f8E4M3FN(), "f8E4M3FN"),
        (lambda: T.index(), "index"),
        (lambda: T.none(), "none"),
        (lambda: T.complex(T.f32()), "complex<f32>"),
        (lambda: T.tuple(T.f32(), T.bool()), "tuple<f32, i1>"),
        (lambda: T.function(inputs=[T.f32()], results=[]), "(f32) -> ()"),
        (lambda: T.tensor(2, 3, T.f32()), "tensor<2x3xf32>"),
        (lambda: T.tensor(T.f32()), "tensor<*xf32>"),
        (lambda: T.tensor(2, element_type=T.f32(), encoding="x"), 'tensor<2xf32, "x">'),
        (lambda: T.vector(4, T.f32()), "vector<4xf32>"),
        (lambda: T.vector(2, 4, T.f32(), scalable=[False, True]), "vector<2x[4]xf32>"),
        (lambda: T.memref(2, T.f32(), memory_space=3), "memref<2xf32, 3>"),
        (lambda: T.memref(T.f32()), "memref<*xf32>"),
        (
            lambda: T.memref(2, T.f32(), layout=ir.StridedLayoutAttr.get(1, [2])),
            "memref<2xf32, strided<[2], offset: 1>>",
        ),
    ],
)
def test_short_names(context: ir.Context, make: Callable[[], Any], text: str) -> None:
    assert str(make()) == text


def test_short_names_with_wrong_arguments(context: ir.Context) -> None:
    for shape, element in (((2, 3), None), ((2, T.f32()), T.f32())):
        with pytest.raises(ValueError, match="the element type either as the last argument or as element_type="):
            T.tensor(*shape, element_type=element)
    with pytest.raises(ValueError, match="without a rank has no encoding"):
        T.tensor(T.f32(), encoding="x")
    with pytest.raises(ValueError, match="without a rank has no layout"):
        T.memref(T.f32(), layout=ir.StridedLayoutAttr.get(0, [1]))
