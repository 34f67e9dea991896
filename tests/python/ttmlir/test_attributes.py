"""Types, attributes and affine maps."""

from __future__ import annotations

import gc
import weakref

import ml_dtypes
import numpy as np
import pytest

from ttmlir import ir

pytestmark = pytest.mark.usefixtures("context")


@pytest.mark.parametrize(
    "text",
    ["i1", "i32", "si32", "ui8", "index", "f32", "bf16", "f16", "tensor<2x?xf32>", "tensor<*xf32>", "memref<2xf32, 1>",
     "vector<2x[4]xf32>", "tuple<i32, f32>", "(i32) -> f32", "complex<f32>", "none", "f8E4M3FN"],
)  # fmt: skip
def test_types_are_downcast_and_print(text: str) -> None:
    kind = ir.Type.parse(text)
    assert str(kind) == text
    assert type(kind) is not ir.Type
    assert kind == ir.Type.parse(text)
    assert hash(kind) == hash(ir.Type.parse(text))
    assert type(kind)(ir.Type(kind)) == kind


def test_shaped_types() -> None:
    kind = ir.RankedTensorType.get([2, 3], ir.F32Type.get())
    assert (kind.rank, kind.shape, kind.has_static_shape) == (2, [2, 3], True)
    assert isinstance(kind, ir.ShapedType)
    assert ir.RankedTensorType.get([2], ir.F32Type.get(), ir.StringAttr.get("x")).encoding.value == "x"
    with pytest.raises(IndexError):
        kind.get_dim_size(2)
    with pytest.raises(ValueError, match="Cannot cast type to RankedTensorType"):
        ir.RankedTensorType(ir.F32Type.get())
    with pytest.raises(ir.MLIRError, match=r"invalid tensor element type|Invalid type"):
        ir.RankedTensorType.get([2], ir.FunctionType.get([], []))


def test_integer_types_have_a_limit() -> None:
    assert ir.IntegerType.get_signed(32).is_signed
    for width in (0, 1 << 24):
        with pytest.raises(ValueError, match="1 to 16777215"):
            ir.IntegerType.get_signless(width)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 : i32", 1), ("-1 : si8", -1), ("255 : ui8", 255), ("2.5 : f32", 2.5), ("true", True), ('"x"', "x"), ("@a", "a"),
     ("@a::@b", ["a", "b"])],
)  # fmt: skip
def test_scalar_attributes_have_values(text: str, value: object) -> None:
    attribute = ir.Attribute.parse(text)
    assert attribute.value == value
    assert type(attribute) is not ir.Attribute


def test_integers_that_do_not_fit_are_refused() -> None:
    i8 = ir.IntegerType.get_signless(8)
    assert ir.IntegerAttr.get(i8, 255).value == -1
    for kind, value in (
        (i8, 256),
        (ir.IntegerType.get_signed(8), 128),
        (ir.IntegerType.get_unsigned(8), -1),
        (i8, 1 << 70),
    ):
        with pytest.raises(ValueError, match="does not fit"):
            ir.IntegerAttr.get(kind, value)
    with pytest.raises(TypeError, match="integer or index type"):
        ir.IntegerAttr.get(ir.F32Type.get(), 1)


def test_containers() -> None:
    array = ir.ArrayAttr.get([ir.BoolAttr.get(True), ir.UnitAttr.get()])
    assert len(array) == 2
    assert isinstance(array[1], ir.UnitAttr)
    assert [str(element) for element in array.__add__([ir.StringAttr.get("x")])] == ["true", "unit", '"x"']
    mapping = ir.DictAttr.get({"a": array})
    assert "a" in mapping
    assert mapping["a"] == array
    with pytest.raises(TypeError, match="expected an Attribute in an ArrayAttr, not int"):
        ir.ArrayAttr.get([1])
    assert list(ir.DenseI64ArrayAttr.get([1, 2])) == [1, 2]
    assert isinstance(ir.Attribute.parse("array<f32: 1.0>"), ir.DenseF32ArrayAttr)


def test_unparsable_text_is_an_error_with_a_place() -> None:
    with pytest.raises(ir.MLIRError, match=r"(?s)Unable to parse attribute.*:1:\d+"):
        ir.Attribute.parse("#nothing.of_the_kind<")
    with pytest.raises(ir.MLIRError, match="Unable to parse type"):
        ir.Type.parse("tensor<2xf33>")


@pytest.mark.parametrize("dtype", ["float32", "float16", "float64", "int8", "int16", "int32", "int64", "uint8", "bool"])
def test_dense_elements_hold_arrays(dtype: str) -> None:
    array = (np.arange(6).reshape(2, 3) % 2).astype(dtype)
    attribute = ir.DenseElementsAttr.get(array, signless=False)
    assert attribute.type.shape == [2, 3]
    np.testing.assert_array_equal(np.array(attribute), array)
    assert np.array(attribute).dtype == array.dtype
    assert float(attribute[1]) == 1.0


def test_dense_elements_hold_bfloat16() -> None:
    array = np.array([[1.5, -2.0]], ml_dtypes.bfloat16)
    attribute = ir.DenseElementsAttr.get(array)
    assert str(attribute) == "dense<[[1.500000e+00, -2.000000e+00]]> : tensor<1x2xbf16>"
    np.testing.assert_array_equal(np.frombuffer(attribute.raw_bytes, ml_dtypes.bfloat16), array[0])
    with pytest.raises(BufferError, match="unsupported"):
        memoryview(attribute)


def test_dense_elements_copy_what_is_not_contiguous() -> None:
    array = np.arange(6, dtype=np.int32).reshape(2, 3).T
    np.testing.assert_array_equal(np.array(ir.DenseElementsAttr.get(array)), array)


def test_splats() -> None:
    kind = ir.RankedTensorType.get([2, 2], ir.F32Type.get())
    splat = ir.DenseElementsAttr.get_splat(kind, ir.FloatAttr.get_f32(3.0))
    assert splat.is_splat
    np.testing.assert_array_equal(np.array(splat), np.full((2, 2), 3.0, np.float32))
    assert ir.DenseElementsAttr.get(np.float32([1.0]), type=kind).is_splat
    with pytest.raises(ValueError, match="could not be constructed"):
        ir.DenseElementsAttr.get(np.zeros(3, np.float32), type=kind)
    with pytest.raises(ValueError, match="static shape"):
        ir.DenseElementsAttr.get(np.zeros(3, np.float32), type=ir.Type.parse("tensor<?xf32>"))


def test_a_resource_shares_the_array() -> None:
    array = np.arange(1000, dtype=np.float32)
    kind = ir.RankedTensorType.get([1000], ir.F32Type.get())
    attribute = ir.DenseResourceElementsAttr.get_from_buffer(array, "weights", kind)
    assert str(attribute) == "dense_resource<weights> : tensor<1000xf32>"
    assert attribute.data_address == array.ctypes.data
    np.testing.assert_array_equal(np.frombuffer(attribute.raw_bytes, np.float32), array)
    with pytest.raises(ValueError, match="4000 bytes, the type needs 8000"):
        ir.DenseResourceElementsAttr.get_from_buffer(array, "w", ir.RankedTensorType.get([2000], ir.F32Type.get()))
    with pytest.raises(ValueError, match="static shape"):
        ir.DenseResourceElementsAttr.get_from_buffer(array, "w", ir.F32Type.get())


def test_affine_maps() -> None:
    d0, d1 = ir.AffineExpr.get_dim(0), ir.AffineExpr.get_dim(1)
    affine = ir.AffineMap.get(2, 0, [d1, d0 + d1 * 2])
    assert str(affine) == "(d0, d1) -> (d1, d0 + d1 * 2)"
    assert ir.AffineMapAttr.get(affine).value == affine
    assert ir.Attribute.parse("affine_map<(d0) -> (d0)>").value == ir.AffineMap.get_identity(1)
    assert ir.AffineMap.get_permutation([1, 0]).is_permutation
    with pytest.raises(RuntimeError, match="Invalid permutation"):
        ir.AffineMap.get_permutation([0, 0])


def test_enumerations_are_given_by_name(context: ir.Context) -> None:
    from ttmlir.dialects import ttcore

    build = ir.AttrBuilder.get("TTCore_DataTypeAttr")
    assert build("f32", context=context) == build(ttcore.DataType.Float32, context=context)
    with pytest.raises(ir.MLIRError):
        build("f33", context=context)


def test_arrays_are_given_back_with_the_context() -> None:
    class Array(np.ndarray):
        """An array that can be referred to weakly."""

    array = np.arange(1000, dtype=np.float32).view(Array)
    watch = weakref.ref(array)
    with ir.Context(), ir.Location.unknown():
        ir.DenseResourceElementsAttr.get_from_buffer(array, "w", ir.Type.parse("tensor<1000xf32>"))
        del array
        gc.collect()
        assert watch() is not None
    gc.collect()
    assert watch() is None
