"""The TTIR builder: shapes inferred, locations of the caller, arrays as constants, errors that say what and where."""

from __future__ import annotations

import inspect
import re
from typing import Any

import ml_dtypes
import numpy as np
import pytest

from ttmlir import builder, ir
from ttmlir.builder import TTIRBuilder, build_module

THIS_FILE = __file__.rsplit("/", 1)[-1]


def shape_of(inputs: list[Any], make: Any) -> str:
    """The type of what `make(builder, *arguments)` gives, as text."""
    b = TTIRBuilder()
    types: list[str] = []

    @b.func(inputs)
    def main(*arguments: ir.Value) -> Any:
        result = make(b, *arguments)
        for value in result if isinstance(result, tuple) else [result]:
            types.append(str(value.type).removeprefix("tensor<").removesuffix(">"))
        return result

    return ", ".join(types)


F = "f32"


@pytest.mark.parametrize(
    ("inputs", "make", "expected"),
    [
        ([((2, 3), F)], lambda b, x: b.exp(x), "2x3xf32"),
        ([((2, 3), F), ((1, 3), F)], lambda b, x, y: b.add(x, y), "2x3xf32"),
        ([((2, 3), "i1"), ((2, 3), F), ((1, 1), F)], lambda b, c, x, y: b.where(c, x, y), "2x3xf32"),
        ([((2, 3, 4), F)], lambda b, x: b.sum(x, dim_arg=[1], keep_dim=True), "2x1x4xf32"),
        ([((2, 3, 4), F)], lambda b, x: b.mean(x, dim_arg=[-1], keep_dim=False), "2x3xf32"),
        ([((5, 2, 3), F), ((4, 3), F)], lambda b, x, y: b.matmul(x, y, transpose_b=True), "5x2x4xf32"),
        ([((2, 3), F), ((3, 4), F), ((4,), F)], lambda b, x, y, z: b.linear(x, y, z), "2x4xf32"),
        ([((2, 3, 4), F)], lambda b, x: b.permute(x, permutation=[2, 0, 1]), "4x2x3xf32"),
        ([((2, 3, 4), F)], lambda b, x: b.reshape(x, shape=[6, 4]), "6x4xf32"),
        ([((2, 3), F), ((2, 5), F)], lambda b, x, y: b.concat([x, y], dim=1), "2x8xf32"),
        ([((8, 6), F)], lambda b, x: b.slice_static(x, begins=[0, 1], ends=[8, 5], step=[2, 2]), "4x2xf32"),
        ([((1, 7), "si32"), ((10, 4), F)], lambda b, x, y: b.embedding(x, y), "1x7x4xf32"),
        ([((1, 8, 8, 3), F), ((4, 3, 3, 3), F)],
         lambda b, x, w: b.conv2d(x, w, stride=2, padding=1, dilation=1, groups=1), "1x4x4x4xf32"),
        ([((2, 3), F)], lambda b, x: b.softmax(x, dimension=1), "2x3xf32"),
        ([((2, 3), F), ((3,), F)], lambda b, x, w: b.layer_norm(x, w, normalized_shape=[3]), "2x3xf32"),
        ([((2, 3), F)], lambda b, x: b.sort(x, dim=1), "2x3xf32, 2x3xsi32|2x3xi32"),
        ([], lambda b: b.full(shape=[2, 3], fill_value=1.5, dtype="bf16"), "2x3xbf16"),
        ([], lambda b: b.zeros(shape=[2]), "2xf32"),
        ([], lambda b: b.arange(0, 10, 3, dtype="si32"), "4xsi32"),
        ([((2, 3), F)], lambda b, x: b.typecast(x, dtype="bf16"), "2x3xbf16"),
        ([((2, 3), F), ((2, 3), F)], lambda b, x, y: b.lt(x, y), "2x3xi1"),
    ],
)  # fmt: skip
def test_each_family_infers_its_shapes(inputs: list[Any], make: Any, expected: str) -> None:
    assert shape_of(inputs, make) in _alternatives(expected)


def _alternatives(expected: str) -> set[str]:
    parts = [part.split("|") for part in expected.split(", ")]
    found = {""}
    for choices in parts:
        found = {f"{start}, {choice}" if start else choice for start in found for choice in choices}
    return found


def test_a_program_has_names_argument_types_and_results() -> None:
    b = TTIRBuilder()

    @b.func([((2, 3), "f32"), ((3, 4), "f32")], names=["x", "w"], argument_types=["input", "parameter"])
    def main(x: ir.Value, w: ir.Value) -> tuple[ir.Value, ir.Value]:
        y = b.matmul(x, w)
        return y, b.relu(y)

    text = str(b.module)
    assert "func.func @main(" in text
    assert 'ttir.name = "w"' in text
    assert "ttcore.argument_type = #ttcore.argument_type<parameter>" in text
    assert "-> (tensor<2x4xf32>, tensor<2x4xf32>)" in text
    assert b.module.operation.verify()
    with b.context:
        assert str(ir.Module.parse(text)) == text


def test_the_field_writes_functions_with_the_builder_as_last_argument() -> None:
    def program(builder: TTIRBuilder) -> None:
        @builder.func([(32, 32), (32, 32)], ["f32", np.float32])
        def add(in0: ir.Value, in1: ir.Value, builder: TTIRBuilder) -> ir.Value:
            return builder.add(in0, in1)

    module, made = build_module(program, "ttir")
    assert isinstance(made, TTIRBuilder)
    assert '"ttir.add"' in str(module)
    with pytest.raises(ValueError, match="stablehlo"):
        build_module(program, "stablehlo")


def test_operations_have_the_line_that_made_them() -> None:
    b = TTIRBuilder()
    lines: list[int] = []

    def helper(x: ir.Value) -> ir.Value:
        lines.append(inspect.currentframe().f_lineno + 1)  # type: ignore[union-attr]
        return b.exp(x)

    @b.func([((2,), "f32")])
    def main(x: ir.Value) -> ir.Value:
        return helper(x)

    location = str(b.module.body.operations[0].regions[0].blocks[0].operations[0].location)
    assert f'{THIS_FILE}":{lines[0]}:' in location


def test_an_error_names_the_operation_and_the_line_and_leaves_the_module_as_it_was() -> None:
    b = TTIRBuilder()
    with pytest.raises(ir.MLIRError, match=rf"(?s){THIS_FILE}.*matmul"):

        @b.func([((2, 3), "f32"), ((4, 5), "f32")])
        def main(x: ir.Value, y: ir.Value) -> ir.Value:
            return b.matmul(x, y)

    assert str(b.module).strip() == "module {\n}"


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda b, x: b.add(x, 1.0), TypeError, "ttir.add.*must be a value of the module, not float"),
        (lambda b, x: b.reshape(x, shape="2"), TypeError, "ttir.reshape: attribute 'shape'"),
        (lambda b, x: b.reshape(x, shape=[2**40]), ValueError, "ttir.reshape: attribute 'shape'.*out of range"),
        (lambda b, x: b.reshape(x, shape=[5]), ir.MLIRError, "reshape"),
        (lambda b, x: b.softmax(x), TypeError, "missing .* 'dimension'"),
        (lambda b, x: b.softmax(x, dimension=7), ir.MLIRError, "softmax"),
        (lambda b, x: b.typecast(x, dtype="f33"), TypeError, "f33"),
        (lambda b, x: b.constant(np.zeros(2, np.complex64)), TypeError, "complex64"),
        (lambda b, x: "text", TypeError, "'main' must return values"),
    ],
)
def test_wrong_arguments_are_refused(make: Any, error: type[Exception], message: str) -> None:
    b = TTIRBuilder()
    with pytest.raises(error, match=message):

        @b.func([((2, 3), "f32")])
        def main(x: ir.Value) -> Any:
            return make(b, x)


@pytest.mark.parametrize(
    ("options", "message"),
    [({"names": ["x"]}, "names"), ({"argument_types": ["input"]}, "argument_types"),
     ({"argument_types": ["input", "weight"]}, "'weight'")],
)  # fmt: skip
def test_wrong_descriptions_of_arguments_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        TTIRBuilder().func([((2,), "f32"), ((2,), "f32")], **options)(lambda x, y: x)


def test_an_operation_outside_of_a_function_is_refused() -> None:
    with pytest.raises(RuntimeError, match="outside of a function"):
        TTIRBuilder().zeros(shape=[2])


@pytest.mark.parametrize("dtype", ["float32", "float16", "int32", "uint32", "uint16", "uint8", "bool"])
def test_constants_hold_arrays(dtype: str) -> None:
    array = (np.arange(40).reshape(2, 20) % 2).astype(dtype)
    expected = {"float32": "f32", "float16": "f16", "int32": "si32", "uint32": "ui32", "uint16": "ui16", "uint8": "ui8",
                "bool": "i1"}[dtype]  # fmt: skip
    assert shape_of([], lambda b: b.constant(array)) == f"2x20x{expected}"


@pytest.mark.parametrize(
    ("value", "dtype"), [(2**40, None), ([1, -1], "ui8"), (np.array([70000]), "ui16"), (2**70, None)]
)
def test_integers_that_an_element_type_cannot_hold(value: object, dtype: str | None) -> None:
    b = TTIRBuilder()
    with pytest.raises(ValueError, match=r"ttir\.constant: "):

        @b.func([])
        def main():
            return b.constant(value, dtype=dtype)


def test_large_constants_are_shared_and_bfloat16_is_kept() -> None:
    b = TTIRBuilder()
    array = np.arange(10000, dtype=np.float32)
    half = np.ones((3, 100), ml_dtypes.bfloat16)

    @b.func([])
    def main() -> Any:
        return b.constant(array), b.constant(half), b.constant([1, 2]), b.constant(2.0)

    first, second, third, fourth = list(b.module.body.operations[0].regions[0].blocks[0])[:4]
    assert first.attributes["value"].data_address == array.ctypes.data
    assert str(second.result.type) == "tensor<3x100xbf16>"
    assert str(third.result.type) == "tensor<2xsi32>"
    assert str(fourth.result.type) == "tensor<f32>"
    # In a context of its own: a second resource of the same name would be renamed.
    with ir.Context():
        assert str(ir.Module.parse(str(b.module))) == str(b.module)


def test_every_operation_has_a_documented_method() -> None:
    from ttmlir.dialects import ttir

    classes = [cls for cls in vars(ttir).values() if inspect.isclass(cls) and hasattr(cls, "OPERATION_NAME")]
    assert len(classes) == 176
    for cls in classes:
        name = cls.OPERATION_NAME.removeprefix("ttir.")
        method = getattr(TTIRBuilder, name)
        assert method.__doc__, name
        assert inspect.signature(method).return_annotation is not inspect.Signature.empty, name
        assert re.match(r"[A-Z`]|start", method.__doc__.strip()), name


def test_the_package_names_what_it_offers() -> None:
    for name in builder.__all__:
        assert hasattr(builder, name)
