"""print_ops: text, values and JSON."""

from __future__ import annotations

import errno
import io
import json
import math
import os
from collections.abc import Callable
from pathlib import Path

import ml_dtypes
import numpy as np
import pytest
from observer_samples import RICH, H, rich_inputs

import ttrt.binary
from ttrt import runtime
from ttrt.runtime import debug


@pytest.fixture
def rich(compile_text: Callable[[str], Path]) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(compile_text(RICH)))


def chain_inputs(a: float = 0.0) -> list[runtime.Tensor]:
    return [runtime.from_numpy(np.full((2, 3), value, np.float32)) for value in (a, 1.0)]


def test_a_line_for_each_op(
    device: runtime.Device, chain: ttrt.binary.Binary, capsys: pytest.CaptureFixture[str]
) -> None:
    with debug.print_ops(ops=["add", "exp"]):
        runtime.submit(device, chain, 0, chain_inputs())
    header, add, exp = capsys.readouterr().out.splitlines()
    assert header.split() == ["op", "location", "output", "dtype", "mean", "time"]
    assert add.split()[:-2] == ["1", "ttnn.add", "chain.py:1", "2x3", "float32", "+1.000000"]
    assert exp.split()[:-2] == ["2", "ttnn.exp", "chain.py:2", "2x3", "float32", f"{math.e:+.6f}"]
    assert float(exp.split()[-2]) >= 0
    assert len(header) == len(add) - len(" ms")


def test_json_of_every_kind_of_tensor(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    file = io.StringIO()
    with debug.print_ops(file, as_json=True):
        outputs = runtime.submit(device, rich, 0, rich_inputs())
    lines = [json.loads(line) for line in file.getvalue().splitlines()]
    by_op = {(line["op"], line["output"]): line for line in lines}
    assert set(lines[0]) == {"number", "op", "location", "output", "shape", "dtype", "mean", "min", "max", "seconds"}
    for key, dtype, index in [
        (("ttnn.topk", 0), "float32", 0),
        (("ttnn.topk", 1), "int32", 1),
        (("ttnn.log", 0), "bfloat16", 2),
        (("ttnn.gt", 0), "bool", 3),
    ]:
        values = runtime.to_numpy(outputs[index]).astype(np.float64)
        line = by_op[key]
        assert (line["dtype"], line["shape"]) == (dtype, list(values.shape))
        assert line["mean"] == pytest.approx(values.mean(), rel=1e-12)
        assert (line["min"], line["max"]) == (values.min(), values.max())
    assert by_op["ttnn.topk", 0]["number"] == by_op["ttnn.topk", 1]["number"]
    (empty,) = [line for line in lines if line["location"] == "head.none"]
    assert (empty["shape"], empty["mean"], empty["min"]) == ([0, 4], None, None)
    without = [line for line in lines if line["op"] == "ttnn.deallocate"]
    assert without
    assert all(line["output"] is line["shape"] is line["dtype"] is None for line in without)


def test_numbers_that_json_does_not_have(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    file = io.StringIO()
    inputs = rich_inputs(h=np.array([[0, -1, 1, 1]] * 2, ml_dtypes.bfloat16))
    with debug.print_ops(file, as_json=True, ops="log"):
        runtime.submit(device, rich, 0, inputs)
    inputs = rich_inputs(h=np.array([[0, np.inf, 1, 1]] * 2, ml_dtypes.bfloat16))
    with debug.print_ops(file, as_json=True, ops="log"):
        runtime.submit(device, rich, 0, inputs)

    def refuse(text: str) -> None:
        raise AssertionError(f"{text} is not JSON")

    first, second = (json.loads(line, parse_constant=refuse) for line in file.getvalue().splitlines())
    assert (first["mean"], first["min"]) == ("NaN", "NaN")
    assert (second["min"], second["max"]) == ("-Infinity", "Infinity")


def test_values(device: runtime.Device, rich: ttrt.binary.Binary) -> None:
    file = io.StringIO()
    with debug.print_ops(file, values=True, ops="log"):
        runtime.submit(device, rich, 0, rich_inputs())
    _, _, *values = file.getvalue().splitlines()
    logarithms = np.log(H.astype(np.float32)).astype(ml_dtypes.bfloat16)
    assert np.fromstring(" ".join(values).replace("[", "").replace("]", ""), sep=" ") == pytest.approx(
        logarithms.astype(np.float64).reshape(-1), rel=1e-4
    )


def test_values_are_text_only() -> None:
    with pytest.raises(ValueError, match="save_tensors"):
        debug.print_ops(values=True, as_json=True)


def test_an_unwritable_file_is_an_error_of_the_run(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    class Unwritable(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with debug.print_ops(Unwritable(), as_json=True), pytest.raises(OSError, match="No space left"):
        runtime.submit(device, chain, 0, chain_inputs())
