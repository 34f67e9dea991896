"""save_tensors: what is in the files and the index, and what a full disk leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from observer_samples import RICH, A, H, files_in, rich_inputs, watched_copies

import ttrt.binary
from ttrt import runtime
from ttrt.runtime import debug


@pytest.fixture
def rich(compile_text: Callable[[str], Path]) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(compile_text(RICH)))


def test_every_output_comes_back(device: runtime.Device, rich: ttrt.binary.Binary, tmp_path: Path) -> None:
    expected: list[tuple[str, np.ndarray]] = []

    def post_op(binary: Any, context: Any, op: Any) -> None:
        expected.extend((op.name, array) for array in watched_copies(binary, context, op))

    with debug.save_tensors(tmp_path / "a" / "b") as saved, debug.watch(post_op=post_op):
        runtime.submit(device, rich, 0, rich_inputs())
    tensors = debug.load_saved_tensors(saved.folder)
    assert saved.count == len(tensors) == len(expected)
    for tensor, (op, array) in zip(tensors, expected, strict=True):
        loaded = tensor.load()
        assert tensor.op == op
        assert (tensor.dtype, tensor.shape) == (array.dtype.name, list(array.shape))
        assert loaded.dtype == array.dtype
        np.testing.assert_array_equal(loaded, array)
    assert {"float32", "int32", "bfloat16", "bool"} <= {tensor.dtype for tensor in tensors}
    assert [0, 4] in [tensor.shape for tensor in tensors]
    assert files_in(saved.folder) == [*sorted(tensor.file for tensor in tensors), "index.jsonl"]
    assert [tensor.file for tensor in tensors] == sorted(tensor.file for tensor in tensors)


def test_the_index_tells_what_a_file_holds(device: runtime.Device, rich: ttrt.binary.Binary, tmp_path: Path) -> None:
    with debug.save_tensors(tmp_path, ops=["topk", "add"]):
        runtime.submit(device, rich, 0, rich_inputs())
        runtime.submit(device, rich, 0, rich_inputs(a=A * 2))
    lines = [json.loads(line) for line in (tmp_path / "index.jsonl").read_text().splitlines()]
    assert lines[2] == {
        "file": "000003_run1_main_ttnn.topk_encoder.layer.1.topk_output1.npy",
        "number": 3,
        "run": 1,
        "program": 0,
        "program_name": "main",
        "op_index": 3,
        "op": "ttnn.topk",
        "location": 'loc("encoder.layer.1.topk")',
        "role": "output",
        "position": 1,
        "shape": [2, 2],
        "dtype": "int32",
    }
    # The nested program, which computes w + w, belongs to the run of the program that runs it.
    assert [(line["op"], line["run"], line["program"]) for line in lines] == [
        ("ttnn.add", 1, 1),
        ("ttnn.topk", 1, 0),
        ("ttnn.topk", 1, 0),
        ("ttnn.add", 2, 1),
        ("ttnn.topk", 2, 0),
        ("ttnn.topk", 2, 0),
    ]


def test_bfloat16_is_read_with_numpy_and_ml_dtypes(
    device: runtime.Device, rich: ttrt.binary.Binary, tmp_path: Path
) -> None:
    with debug.save_tensors(tmp_path, ops="log"):
        runtime.submit(device, rich, 0, rich_inputs())
    (file,) = tmp_path.glob("*.npy")
    loaded = np.load(file).view(ml_dtypes.bfloat16)
    exact = np.log(H.astype(np.float64))
    np.testing.assert_allclose(loaded.astype(np.float64), exact, rtol=2**-8, atol=2**-9)


def test_inputs_are_saved_as_they_are_before_the_op(
    device: runtime.Device, rich: ttrt.binary.Binary, tmp_path: Path
) -> None:
    def overwrite(binary: Any, context: Any, op: Any) -> None:
        (ref,) = runtime.get_op_input_refs(op)
        runtime.update_tensor_in_pool(context, ref, runtime.from_numpy(np.zeros((2, 4), np.float32)))

    here = "encoder.layer.1.exp"
    with debug.save_tensors(tmp_path, inputs=True, location=here), debug.watch(post_op=overwrite, location=here):
        runtime.submit(device, rich, 0, rich_inputs())
    taken, given = debug.load_saved_tensors(tmp_path)
    assert (taken.role, given.role) == ("input", "output")
    np.testing.assert_array_equal(taken.load(), A * 2)
    np.testing.assert_allclose(given.load(), np.exp(A.astype(np.float64) * 2), rtol=4 * 2**-23)


def test_a_program_that_a_callback_runs_has_a_run_of_its_own_though_it_fails(
    device: runtime.Device, chain: ttrt.binary.Binary, rich: ttrt.binary.Binary, tmp_path: Path
) -> None:
    inputs = [runtime.from_numpy(np.ones((2, 3), np.float32))] * 2

    def fail(*_: Any) -> None:
        raise KeyError("the inner run")

    def run_another(*_: Any) -> None:
        with debug.watch(post_op=fail, ops="topk"), pytest.raises(KeyError):
            runtime.submit(device, rich, 0, rich_inputs())

    with debug.save_tensors(tmp_path, ops=["matmul", "multiply"]):
        with debug.watch(pre_op=run_another, ops="multiply", program=chain):
            runtime.submit(device, chain, 0, inputs)
        runtime.submit(device, chain, 0, inputs)
    saved = [(tensor.op, tensor.run) for tensor in debug.load_saved_tensors(tmp_path)]
    assert saved == [("ttnn.matmul", 1), ("ttnn.multiply", 2), ("ttnn.multiply", 3)]


def test_an_earlier_folder_is_left_alone(device: runtime.Device, rich: ttrt.binary.Binary, tmp_path: Path) -> None:
    with debug.save_tensors(tmp_path, ops="log"):
        runtime.submit(device, rich, 0, rich_inputs())
    before = files_in(tmp_path)
    with pytest.raises(FileExistsError, match="remove the folder or name another one") as caught:
        debug.save_tensors(tmp_path)
    assert caught.value.filename == str(tmp_path / "index.jsonl")
    assert files_in(tmp_path) == before


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        debug.save_tensors(tmp_path / "file" / "folder")


def test_a_full_disk_leaves_nothing_half_written(
    device: runtime.Device, compile_text: Callable[[str], Path], full_disk: Path
) -> None:
    shape = "64x64xf32"  # 16 KiB, four times what is free
    text = f"""func.func @main(%a: tensor<{shape}>) -> tensor<{shape}> {{
      %0 = "ttir.exp"(%a) : (tensor<{shape}>) -> tensor<{shape}> loc("e")
      return %0 : tensor<{shape}>
    }}"""
    binary = ttrt.binary.load_binary_from_path(str(compile_text(text)))
    with debug.save_tensors(full_disk / "saved") as saved, pytest.raises(OSError, match="No space left") as caught:
        runtime.submit(device, binary, 0, [runtime.from_numpy(np.ones((64, 64), np.float32))])
    assert caught.value.filename == str(full_disk / "saved" / "000001_run1_main_ttnn.exp_e_output0.npy")
    assert files_in(full_disk / "saved") == ["index.jsonl"]
    assert debug.load_saved_tensors(full_disk / "saved") == []
    assert saved.count == 0


def test_an_index_that_cannot_grow_takes_its_tensor_along(
    device: runtime.Device, chain: ttrt.binary.Binary, tmp_path: Path, full_device: Path
) -> None:
    with debug.save_tensors(tmp_path / "saved") as saved:
        index = tmp_path / "saved" / "index.jsonl"
        index.unlink()
        index.symlink_to(full_device)
        with pytest.raises(OSError, match="No space left") as caught:
            runtime.submit(device, chain, 0, [runtime.from_numpy(np.ones((2, 3), np.float32))] * 2)
    assert caught.value.filename == str(index)
    assert files_in(tmp_path / "saved") == ["index.jsonl"]
    assert saved.count == 0


def test_an_index_that_makes_no_sense(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        debug.load_saved_tensors(tmp_path)
    for line in ("nonsense", "{}", '{"file": "a.npy", "colour": 1}', "[1]"):
        (tmp_path / "index.jsonl").write_text(line + "\n")
        with pytest.raises(ValueError, match="line 1"):
            debug.load_saved_tensors(tmp_path)
