"""Running programs from Python: results, inputs that do not fit, devices that are closed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import ttrt.binary
from ttrt import runtime


def inputs() -> list[runtime.Tensor]:
    a = np.linspace(-1, 1, 6, dtype=np.float32).reshape(2, 3)
    return [runtime.from_numpy(a), runtime.from_numpy(np.full((2, 3), 0.5, np.float32))]


def expected() -> np.ndarray:
    a, b = (runtime.to_numpy(tensor).astype(np.float64) for tensor in inputs())
    return np.exp(a + b) * b


def test_results(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    outputs = runtime.submit(device, chain, 0, inputs())
    runtime.wait(outputs)
    assert len(outputs) == 1
    # Three roundings and an exp of 2 ulp: 5 * 2^-23 relative.
    np.testing.assert_allclose(runtime.to_numpy(outputs[0]), expected(), rtol=5 * 2**-23)


def test_to_host_copies(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    output = runtime.submit(device, chain, 0, inputs())[0]
    host = runtime.to_host(output)
    assert len(host) == 1
    runtime.to_numpy(host[0], writable=True)[:] = 0
    assert runtime.to_numpy(output).any()


def test_an_output_outlives_device_and_binary(chain_path: Path) -> None:
    device = runtime.open_mesh_device()
    output = runtime.submit(device, ttrt.binary.load_binary_from_path(str(chain_path)), 0, inputs())[0]
    runtime.close_mesh_device(device)
    np.testing.assert_allclose(runtime.to_numpy(output), expected(), rtol=5 * 2**-23)


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        (lambda good: good[:1], ValueError, ["2", "1"]),
        (lambda good: [*good, good[0]], ValueError, ["2", "3"]),
        (lambda good: [runtime.from_numpy(np.zeros((3, 2), np.float32)), good[1]], ValueError, ["2x3", "3x2", "a"]),
        (lambda good: [good[0], runtime.from_numpy(np.zeros((2, 3), np.int32))], TypeError, ["f32", "si32", "b"]),
    ],
)
def test_inputs_that_do_not_fit(
    device: runtime.Device,
    chain: ttrt.binary.Binary,
    wrong: Callable[[list], list],
    error: type[Exception],
    words: list[str],
) -> None:
    with pytest.raises(error) as raised:
        runtime.submit(device, chain, 0, wrong(inputs()))
    for word in words:
        assert word in str(raised.value)
    runtime.submit(device, chain, 0, inputs())


@pytest.mark.parametrize("index", [-1, 7, 2**40])
def test_program_index_out_of_range(device: runtime.Device, chain: ttrt.binary.Binary, index: int) -> None:
    with pytest.raises(IndexError, match="program"):
        runtime.submit(device, chain, index, inputs())


def test_a_closed_device_refuses(chain: ttrt.binary.Binary) -> None:
    device = runtime.open_mesh_device()
    runtime.close_mesh_device(device)
    with pytest.raises(RuntimeError, match="closed"):
        runtime.submit(device, chain, 0, inputs())
    with pytest.raises(RuntimeError, match="closed"):
        runtime.close_mesh_device(device)
    assert "closed" in repr(device)
    for question in (
        device.get_mesh_shape,
        device.get_device_ids,
        device.get_num_threads,
        device.get_num_hw_cqs,
        device.is_program_cache_enabled,
        device.clear_program_cache,
        device.description,
    ):
        with pytest.raises(RuntimeError, match=r"^the device is closed; open one$"):
            question()


def test_a_mesh_the_host_does_not_have() -> None:
    options = runtime.MeshDeviceOptions()
    options.mesh_shape = [2, 4]
    with pytest.raises(ValueError, match="mesh"):
        runtime.open_mesh_device(options)


def test_many_threads_submit_at_once(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(200):
                output = runtime.submit(device, chain, 0, inputs())[0]
                np.testing.assert_allclose(runtime.to_numpy(output), expected(), rtol=5 * 2**-23)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_parameter_that_changes_is_evaluated_again(
    device: runtime.Device, compile_text: Callable[[str], Path]
) -> None:
    path = compile_text("""
    func.func @scaled(%x: tensor<4xf32> {ttcore.argument_type = #ttcore.argument_type<input>},
                      %w: tensor<4xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>}) -> tensor<4xf32> {
      %0 = "ttir.exp"(%w) : (tensor<4xf32>) -> tensor<4xf32>
      %1 = "ttir.multiply"(%0, %0) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %2 = "ttir.multiply"(%x, %1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      return %2 : tensor<4xf32>
    }""")
    binary = ttrt.binary.load_binary_from_path(str(path))
    x, w = np.ones(4, np.float32), np.zeros(4, np.float32)
    tensors = [runtime.from_numpy(x), runtime.from_numpy(w)]
    np.testing.assert_allclose(runtime.to_numpy(runtime.submit(device, binary, 0, tensors)[0]), 1)
    w[:] = np.log(2.0)
    tensors[1].mark_changed()
    np.testing.assert_allclose(runtime.to_numpy(runtime.submit(device, binary, 0, tensors)[0]), 4, rtol=1e-6)
    other = runtime.from_numpy(np.full(4, np.log(3.0), np.float32))
    np.testing.assert_allclose(
        runtime.to_numpy(runtime.submit(device, binary, 0, [tensors[0], other])[0]), 9, rtol=1e-6
    )
