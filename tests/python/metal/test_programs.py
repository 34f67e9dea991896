"""Programs for the simulated card as files: the command ttrt, the runtime that is chosen, what hooks see, bad files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from metal_harness import for_card, for_host, op_program, run, tensor, values

import ttrt as package
from ttmlir import ir, passes
from ttrt import binary, runtime

TYPE = tensor((40, 70))
CHAIN = f"""
func.func @chain(%a: {TYPE} {{ttir.name = "a"}}) -> {TYPE} {{
  %0 = "ttir.exp"(%a) : ({TYPE}) -> {TYPE} loc("chain.py":1:0)
  %1 = "ttir.neg"(%0) : ({TYPE}) -> {TYPE} loc("chain.py":2:0)
  return %1 : {TYPE}
}}
"""


@pytest.fixture(scope="module")
def chain() -> bytes:
    """@chain(a) = -exp(a) on 40x70 f32."""
    return for_card(CHAIN)


def test_the_file_says_what_runs_it(chain: bytes) -> None:
    for_cards, for_hosts = binary.load_binary_from_bytes(chain), binary.load_binary_from_bytes(for_host(CHAIN))
    assert (for_cards.file_identifier, for_hosts.file_identifier) == ("TTM0", "TTNN")
    assert runtime.get_available_device_runtimes() == [runtime.DeviceRuntime.TTNN, runtime.DeviceRuntime.TTMetal]
    runtime.set_compatible_device_runtime(for_cards)
    assert runtime.get_current_device_runtime() == runtime.DeviceRuntime.TTMetal
    runtime.set_compatible_device_runtime(for_hosts)
    assert runtime.get_current_device_runtime() == runtime.DeviceRuntime.TTNN
    with pytest.raises(ValueError, match="cannot be disabled"):
        runtime.set_current_device_runtime(runtime.DeviceRuntime.Disabled)


def test_kernels_are_in_the_record(chain: bytes) -> None:
    operations = json.loads(binary.load_binary_from_bytes(chain).get_program_ops_as_json(0))
    programs = [op["attributes"]["kernelConfigs"] for op in operations if op["name"] == "ttmetal.enqueue_program"]
    assert [[kernel["name"] for kernel in each["kernels"]] for each in programs] == [
        ["read_tiles", "exp_tiles", "write_tiles"],
        ["read_tiles", "neg_tiles", "write_tiles"],
    ]
    reader = programs[0]["kernels"][0]
    assert reader["processor"] == "dm0" and reader["cores"] == {"x": 0, "y": 0, "width": 6, "height": 1}
    assert reader["core_args"] == [0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1]
    assert "ttkernel.noc_async_read_tile" in reader["source"] and reader["code_size"] > 0


def ttrt(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.fspath(Path(package.__file__).parents[1])}
    command = [sys.executable, "-m", "ttrt", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)


def test_the_command_runs_and_shows_it(chain: bytes, tmp_path: Path) -> None:
    path = tmp_path / "chain.ttm"
    path.write_bytes(chain)
    result = ttrt("run", path, "--init", "ones", "--json")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)[0]["outputs"][0]["mean"] == pytest.approx(-np.e, rel=1e-6)
    result = ttrt("read", path)
    assert result.returncode == 0, result.stderr
    for word in ("exp_tiles", "write_tiles", "compute", "dm1"):
        assert word in result.stdout


def test_hooks_see_every_op(device: runtime.Device, chain: bytes) -> None:
    seen: list[str] = []
    results: list[Any] = []

    def after(program: binary.Binary, context: runtime.CallbackContext, op: runtime.OpContext) -> None:
        seen.append(op.name)
        if op.name == "ttmetal.enqueue_program":
            (output,) = runtime.get_op_output_tensor(op, context).values()
            results.append((op.location, runtime.to_numpy(output).copy()))

    data = values((40, 70))
    with runtime.debug.watch(post_op=after):
        run(device, chain, [data])
    assert seen == [
        "ttmetal.create_buffer", "ttmetal.enqueue_write_buffer", "ttmetal.create_buffer", "ttmetal.enqueue_program",
        "ttmetal.deallocate_buffer", "ttmetal.create_buffer", "ttmetal.enqueue_program", "ttmetal.deallocate_buffer",
        "memref.alloc", "ttmetal.enqueue_read_buffer", "ttmetal.deallocate_buffer", "ttmetal.finish",
    ]  # fmt: skip
    assert "chain.py" in results[0][0]
    np.testing.assert_allclose(results[0][1], np.exp(data), rtol=1e-6)
    np.testing.assert_allclose(results[1][1], -np.exp(data), rtol=1e-6)


def test_hooks_change_what_follows(device: runtime.Device, chain: bytes) -> None:
    def after(program: binary.Binary, context: runtime.CallbackContext, op: runtime.OpContext) -> None:
        if "chain.py" in op.location and ":1:" in op.location and op.name == "ttmetal.enqueue_program":
            (ref,) = runtime.get_op_output_refs(op)
            runtime.update_tensor_in_pool(context, ref, runtime.from_numpy(np.full((40, 70), 7, np.float32)))

    with runtime.debug.watch(post_op=after):
        (result,) = run(device, chain, [values((40, 70))])
    np.testing.assert_array_equal(result, np.full((40, 70), -7, np.float32))


def test_an_error_in_a_hook_ends_the_run_alone(device: runtime.Device, chain: bytes) -> None:
    def fail(*_: object) -> None:
        raise KeyError("from the hook")

    with runtime.debug.watch(pre_op=fail, ops=["ttmetal.enqueue_program"]), pytest.raises(KeyError, match="the hook"):
        run(device, chain, [values((40, 70))])
    (result,) = run(device, chain, [np.zeros((40, 70), np.float32)])
    np.testing.assert_array_equal(result, np.full((40, 70), -1, np.float32))


def test_devices_open_cards_of_the_architecture_that_the_file_names() -> None:
    contents = for_card(CHAIN, "mock-system-desc-arch=blackhole")
    data = values((40, 70))
    for _ in range(3):
        device = runtime.open_mesh_device()
        np.testing.assert_allclose(run(device, contents, [data])[0], -np.exp(data), rtol=1e-6)
        runtime.close_mesh_device(device)
        with pytest.raises(RuntimeError, match="closed"):
            run(device, contents, [data])


def test_ops_of_the_host_are_refused_in_files_for_the_card(chain: bytes) -> None:
    damaged = bytearray(for_host(CHAIN))
    damaged[8:12] = b"TTM0"
    with pytest.raises(ValueError, match="record's bytes were changed"):
        binary.load_binary_from_bytes(bytes(damaged))


@pytest.mark.parametrize("keep", [0, 11, 100, -33, -1])
def test_truncated_files_are_refused(chain: bytes, keep: int) -> None:
    with pytest.raises(ValueError, match=r"empty|truncated|TENONEND|the file has"):
        binary.load_binary_from_bytes(chain[:keep])


def test_what_cannot_be_written_is_reported() -> None:
    text = """
    func.func @main() {
      "ttmetal.enqueue_program"() <{cb_ports = array<i64>, operandSegmentSizes = array<i32: 0, 0>, kernelConfigs = [
        #ttmetal.noc_config<@missing, #ttmetal.core_range<0x0, 1x1>, #ttmetal.kernel_args<>, dm_core = 0, noc0>
      ]}> : () -> ()
      return
    }"""
    with ir.Context():
        module = ir.Module.parse(text)
        passes.run_pipeline(module, "ttcore-register-device")
        with pytest.raises(ir.MLIRError, match="there is no kernel @missing in the module"):
            passes.ttmetal_to_flatbuffer_bytes(module)


def test_a_capsule_and_a_file(device: runtime.Device, tmp_path: Path) -> None:
    with ir.Context():
        module = ir.Module.parse(CHAIN)
        passes.ttir_to_ttmetal_backend_pipeline(module)
        loaded = binary.load_binary_from_capsule(passes.ttmetal_to_flatbuffer_bin(module))
        passes.ttmetal_to_flatbuffer_file(module, tmp_path / "chain.ttm")
    assert loaded.get_program_name(0) == "chain"
    assert binary.load_binary_from_path(str(tmp_path / "chain.ttm")).get_num_programs() == 1


def test_inputs_are_checked(device: runtime.Device) -> None:
    contents = for_card(op_program("exp", [TYPE], TYPE))
    with pytest.raises(ValueError, match="has shape 4x4xf32; expected 40x70xf32"):
        run(device, contents, [np.zeros((4, 4), np.float32)])
