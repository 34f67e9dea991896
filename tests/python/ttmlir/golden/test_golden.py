"""The package of golden functions: looking them up, calling them, and measures of closeness."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import ml_dtypes
import numpy as np
import pytest

from ttmlir import golden, ir
from ttmlir.dialects import ttir
from ttmlir.golden import GoldenError, GoldenMapTensor, ResultType, evaluate, get_atol_rtol_pcc, get_pcc

F32, BF16 = np.dtype(np.float32), np.dtype(ml_dtypes.bfloat16)


def test_a_function_is_found_by_name_class_and_operation() -> None:
    wanted = golden.GOLDEN_MAPPINGS["ttir.softmax"]
    assert golden.get_golden_function("ttir.softmax") is wanted
    assert golden.get_golden_function(ttir.SoftmaxOp) is wanted
    module = ir.Module.parse(
        'func.func @f(%x: tensor<2xf32>) { %0 = "ttir.softmax"(%x) <{dimension = 0 : si32}> '
        ": (tensor<2xf32>) -> tensor<2xf32> return }",
        ir.Context(),
    )
    operation = next(iter(module.body.operations[0].regions[0].blocks[0].operations))
    assert golden.get_golden_function(operation) is wanted
    assert golden.get_golden_function("ttir.no_such_op") is None
    with pytest.raises(TypeError, match="an op is given by its name"):
        golden.get_golden_function(3)


def test_every_op_that_the_host_executes_has_a_function(root: Any) -> None:
    table = (root / "docs" / "ops" / "host.md").read_text()
    executed = {line.split("`")[1] for line in table.splitlines() if line.startswith("| [`")}
    known = {name.removeprefix("ttnn.") for name in golden.GOLDEN_MAPPINGS if name.startswith("ttnn.")}
    # Random numbers cannot be foreseen; the others make and free no elements.
    assert executed - known == {"rand", "get_device", "deallocate"}


def test_golden_functions_need_no_runtime() -> None:
    program = "import sys, ttmlir.golden, ttmlir.builder; print([m for m in sys.modules if m.split('.')[0] == 'ttrt'])"
    folders = [path for path in sys.path if path.endswith("python_packages")]
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": ":".join(folders)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"


def test_floats_are_computed_exactly_and_rounded_once() -> None:
    x = np.array([1 + 2**-7, 3], BF16)
    result = evaluate("ttir.multiply", [x, x], {}, [ResultType((2,), BF16)]).results[0]
    assert result.dtype == BF16
    np.testing.assert_array_equal(result, (x.astype(np.float64) ** 2).astype(np.float32).astype(BF16))


def test_what_an_op_writes_in_place_is_told() -> None:
    cache, new = np.zeros((2, 1, 4, 2), np.float32), np.ones((1, 1, 3, 2), np.float32)
    in_place = evaluate("ttnn.fill_cache", [cache, new], {"batch_offset": 1}, [])
    assert in_place.results == []
    assert list(in_place.writes) == [0]
    assert in_place.writes[0].sum() == 6
    assert cache.sum() == 0
    with_result = evaluate("ttir.fill_cache", [cache, new], {"batch_offset": 1}, [ResultType(cache.shape, F32)])
    assert (len(with_result.results), with_result.writes) == (1, {})


@pytest.mark.parametrize(
    ("name", "operands", "attributes", "shape", "message"),
    [
        ("ttir.all_gather", [np.ones(2)], {}, (2,), r"no golden function for ttir\.all_gather"),
        ("ttir.exp", [np.ones(2)], {}, (3,), r"ttir\.exp gives the shape \(2,\), the op has \(3,\)"),
        ("ttir.reshape", [np.ones(2)], {"shape": [3]}, (3,), r"ttir\.reshape failed: "),
        ("ttir.embedding", [np.array([5]), np.ones((4, 2))], {}, (1, 2), r"index out of range: 5 to 5, there are 4"),
        ("ttir.dropout", [np.ones(2)], {"prob": 0.5}, (2,), r"the device chooses which elements"),
        ("ttir.softmax", [np.ones(2)], {}, (2,), r"ttir\.softmax failed: .*dimension"),
    ],
)
def test_what_cannot_be_computed(name: str, operands: Any, attributes: Any, shape: Any, message: str) -> None:
    with pytest.raises(GoldenError, match=message):
        evaluate(name, operands, attributes, [ResultType(shape, F32)])


def test_attributes_become_python_values() -> None:
    texts = {
        "3 : i32": 3, "1.5 : f32": 1.5, "true": True, '"text"': "text", "array<i64: 1, 2>": [1, 2], "array<i32>": [],
        "[1 : i32, 2 : i32]": [1, 2], "#ttcore.reduce_type<sum>": "sum", "#ttnn.shape<2x3>": [2, 3], "#ttnn.shape<>": [],
        "#ttir<flattened_compat batchSize = 1, inputHeight = 2, inputWidth = 3>": [1, 2, 3],
    }  # fmt: skip
    with ir.Context():
        for text, value in texts.items():
            assert golden.unpack_mlir_attr(ir.Attribute.parse(text)) == value, text
        for dtype in ("f32", "bf16", "f16", "si32", "ui8", "i1"):
            small = golden.unpack_mlir_attr(ir.Attribute.parse(f"dense<1> : tensor<2x3x{dtype}>".replace(
                "dense<1>", "dense<1.0>" if "f" in dtype else "dense<true>" if dtype == "i1" else "dense<1>")))  # fmt: skip
            assert small.shape == (2, 3)
            np.testing.assert_array_equal(small.astype(np.float64), np.ones((2, 3)))
    assert golden.unpack_mlir_attr(7) == 7


X = np.array([1.0, 2.0, 3.0, 4.0])


@pytest.mark.parametrize(
    ("expected", "calculated", "pcc"),
    [
        (X, X, 1),
        (X, 2 * X + 1, 1),
        (X, -X, -1),
        (X, [2.0, 1.0, 4.0, 3.0], 0.6),
        (X * 1e300, X * 1e-300, 1),
        ([np.nan, 1, 2], [np.nan, 1, 2], 1),
        ([np.nan, 1, 2], [0, 1, 2], 0),
        ([np.inf, 1, 2], [-np.inf, 1, 2], 0),
        ([5.0], [5.0], 1),
        ([5.0], [6.0], 0),
        ([5.0], [5.0 + 1e-6], 1),
        ([1.0, 1.0], [1.0, 2.0], 0),
        ([], [], 1),
        ([True, False], [True, False], 1),
    ],
)
def test_correlation(expected: Any, calculated: Any, pcc: float) -> None:
    assert get_pcc(np.array(expected), np.array(calculated)) == pytest.approx(pcc)


def test_a_single_element_may_be_off_by_a_rounding_of_its_dtype() -> None:
    assert get_pcc(np.array([1.001], np.float32), np.array([1], BF16)) == 1
    assert get_pcc(np.array([1.1], np.float32), np.array([1], BF16)) == 0


def test_errors() -> None:
    assert get_atol_rtol_pcc(np.array([1.0, 0.0, 4.0]), np.array([1.5, 0.1, 3.0]))[:2] == pytest.approx((1.0, 0.5))
    assert get_atol_rtol_pcc(np.array([np.nan, np.inf]), np.array([np.nan, np.inf])) == (0, 0, 1)
    assert get_atol_rtol_pcc(np.array([1.0, 2.0]), np.array([np.nan, 2.0])) == (np.inf, np.inf, 0)
    with pytest.raises(ValueError, match=r"different shapes are not compared: \(2,\) and \(3,\)"):
        get_pcc(np.ones(2), np.ones(3))


def test_shards() -> None:
    tensor = GoldenMapTensor({0: [1.0, 2.0], 1: [3.0, 4.0]}, (1, 2))
    assert (tensor.shape, tensor.dtype, len(tensor), list(tensor)) == ((2,), np.float64, 2, [0, 1])
    np.testing.assert_array_equal(tensor[1], [3, 4])
    np.testing.assert_array_equal(np.asarray(tensor), [1, 2])
    with pytest.raises(ValueError, match=r"a mesh of 1x1 has a shard for each of \[0\], not for \[0, 1\]"):
        GoldenMapTensor({0: X, 1: X})
    with pytest.raises(ValueError, match="one shape and one dtype"):
        GoldenMapTensor({0: X, 1: X[:2]}, (1, 2))
    with pytest.raises(TypeError, match="array of numbers"):
        GoldenMapTensor({0: "text"})
