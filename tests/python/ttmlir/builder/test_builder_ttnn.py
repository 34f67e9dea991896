"""The builder of TTNN modules: layouts and devices that are given, result types that follow, what is refused."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest

from ttmlir import ir
from ttmlir.builder import TTNNBuilder, build_module, compile_ttnn_module_to_flatbuffer, compile_ttnn_to_flatbuffer

F = "f32"


def built(inputs: Any, body: Any) -> str:
    """The module's text."""
    b = TTNNBuilder()
    b.func(inputs, name="main")(lambda *arguments: body(b, *arguments))
    return str(b.module)


def result_of(inputs: Any, body: Any) -> str:
    """Shapes and element types of the results."""
    results = re.search(r"-> (.*) \{", built(inputs, body))
    assert results is not None
    return ", ".join(re.findall(r"tensor<([\dx]*\w+),", results[1]))


@pytest.mark.parametrize(
    ("inputs", "body", "expected"),
    [
        ([((2, 3), F), ((3,), F)], lambda b, x, y: b.add(x, y), "2x3xf32"),
        ([((2, 3), F), ((4, 3), F)], lambda b, x, y: b.matmul(x, y, transpose_b=True), "2x4xf32"),
        ([((2, 3), F)], lambda b, x: b.typecast(x, dtype="bf16"), "2x3xbf16"),
        ([((2, 3), F)], lambda b, x: b.lt(x, x), "2x3xi1"),
        ([((2, 3), F)], lambda b, x: b.sort(x, dim=1), "2x3xf32, 2x3xsi32"),
        ([((2, 3), F)], lambda b, x: b.concat([x, x, x], dim=0), "6x3xf32"),
        ([((2, 3), F)], lambda b, x: b.mean(x, keep_dim=True, dim_arg=[1]), "2x1xf32"),
        ([((2, 3), F)], lambda b, x: b.prod(x, keep_dim=False), "f32"),
        ([], lambda b: b.arange(0, 10, 3, dtype="si32"), "4xsi32"),
        ([], lambda b: b.full(shape=[2, 3], fill_value=1, dtype="ui16"), "2x3xui16"),
        ([], lambda b: b.constant([1, 2]), "2xsi32"),
        ([], lambda b: b.empty((2, 3)), "2x3xf32"),
    ],
)  # fmt: skip
def test_result_types_follow(inputs: Any, body: Any, expected: str) -> None:
    assert result_of(inputs, body) == expected


def test_tensors_have_the_layout_that_the_compiler_gives() -> None:
    text = built([((2, 3), F), ((4,), "si32")], lambda b, x, n: (b.exp(x), n))
    assert "memref<1x1x!ttcore.tile<32x32, f32>, #dram>, <interleaved>>" in text
    assert "memref<1x4xsi32, #dram>, <interleaved>>" in text


def test_a_tensor_type_keeps_its_layout() -> None:
    b = TTNNBuilder()
    layout = "#ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, memref<2x3xf32, #ttnn.buffer_type<system_memory>>>"
    with b.context:
        given = ir.Type.parse(f"tensor<2x3xf32, {layout}>")

    @b.func([given])
    def main(x: Any) -> Any:
        assert x.type == given
        y = b.to_device(x)
        z = b.from_device(y)
        assert y.type != given
        assert z.type == given
        return z

    assert isinstance(compile_ttnn_module_to_flatbuffer(b.module), bytes)


def test_a_function_has_one_device_got_at_its_beginning() -> None:
    def body(b: TTNNBuilder, x: Any, w: Any) -> Any:
        options: dict[str, Any] = {
            "in_channels": 2, "out_channels": 2, "batch_size": 1, "input_height": 2, "input_width": 2,
            "kernel_size": [1, 1], "stride": [1, 1], "padding": [0, 0], "dilation": [1, 1], "groups": 1,
        }  # fmt: skip
        return b.conv2d(b.conv2d(x, w, **options), w, device=b.device(), **options)

    text = built([((1, 1, 4, 2), F), ((2, 2, 1, 1), F)], body)
    assert text.count('"ttnn.get_device"()') == 1
    assert text.index("ttnn.get_device") < text.index("ttnn.conv2d")


@pytest.mark.parametrize(
    ("inputs", "body", "error", "message"),
    [
        ([((2, 3), F), ((4, 5), F)], lambda b, x, y: b.matmul(x, y), ValueError, r"ttnn\.matmul: (?s:.*)'ttnn\.matmul' op"),
        ([((2, 3), F)], lambda b, x: b.softmax(x, dimension=5), ValueError, r"ttnn\.softmax: "),
        ([((2, 3), F)], lambda b, x: b.add(x, 1.0), TypeError, r"ttnn\.add: operand 'rhs' must be a value of the module"),
        ([((2, 3), F)], lambda b, x: b.all_gather(x, all_gather_dim=0, cluster_axis=0), TypeError,
         r"ttnn\.all_gather: its result type does not follow.*; give result_type"),
        ([((1, 1, 4, 2), F)], lambda b, x: b.max_pool2d(x, batch_size=1, input_height=2, input_width=2, channels=2,
                                                       kernel_size=[3, 3], stride=[1, 1], padding=[0, 0], dilation=[1, 1],
                                                       ceil_mode=False),
         ValueError, r"ttnn\.max_pool2d: a window of 3 is larger than 2"),
        ([((2, 3), F)], lambda b, x: b.reshape(x, shape=[5]), ValueError, r"ttnn\.reshape: "),
        ([((2, 3), "f99")], lambda b, x: x, TypeError, "f99"),
    ],
)  # fmt: skip
def test_wrong_arguments_are_refused(inputs: Any, body: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        built(inputs, body)


def test_a_device_belongs_to_a_function() -> None:
    with pytest.raises(RuntimeError, match="a device belongs to a function"):
        TTNNBuilder().device()


def test_every_operation_has_a_documented_method() -> None:
    from ttmlir.dialects import ttnn

    classes = [cls for cls in vars(ttnn).values() if inspect.isclass(cls) and hasattr(cls, "OPERATION_NAME")]
    assert len(classes) == 190
    for cls in classes:
        name = cls.OPERATION_NAME.removeprefix("ttnn.")
        assert getattr(TTNNBuilder, name).__doc__, name


def test_the_module_that_is_given_is_not_changed() -> None:
    def program(b: TTNNBuilder) -> None:
        @b.func([(2, 3)], ["f32"])
        def main(x: Any) -> Any:
            return b.exp(b.neg(x))

    module, builder = build_module(program, "ttnn")
    before = str(module)
    compile_ttnn_module_to_flatbuffer(module, builder)
    assert str(module) == before


def test_names_units_and_meshes() -> None:
    def program(b: TTNNBuilder) -> None:
        @b.func([(2, 3)], ["f32"])
        def main(x: Any) -> Any:
            return b.exp(x, loc="exponential", unit_attrs=["ttnn.marked"])

    compiled = compile_ttnn_to_flatbuffer(program, mesh_name="one", mesh_dict={"x": 1, "y": 1})
    text = str(compiled.builder.module)
    assert "ttnn.marked" in text
    assert 'ttcore.meshes = #ttcore.meshes<[<"one" = 1x1>]>' in text
    (place,) = compiled.intermediate_goldens
    assert place.startswith('loc("exponential"("')
