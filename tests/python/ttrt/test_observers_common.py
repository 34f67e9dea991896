"""What all ready-made observers promise: closing, filters, errors of filters, threads, names that are there."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from observer_samples import RICH, A, rich_inputs

import ttrt.binary
from ttrt import runtime
from ttrt.runtime import debug

MAKERS: dict[str, Callable[..., Any]] = {
    "print_ops": lambda folder, **filters: debug.print_ops(io.StringIO(), **filters),
    "time_ops": lambda folder, **filters: debug.time_ops(**filters),
    "save_tensors": lambda folder, **filters: debug.save_tensors(folder / "saved", **filters),
    "stop_at_nonfinite": lambda folder, **filters: debug.stop_at_nonfinite(**filters),
    "layer_statistics": lambda folder, **filters: debug.layer_statistics(**filters),
    "compare": lambda folder, **filters: debug.compare({}, **filters),
}


@pytest.fixture
def rich(compile_text: Callable[[str], Path]) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(compile_text(RICH)))


def chain_inputs(a: float = 0.0, b: float = 1.0) -> list[runtime.Tensor]:
    return [runtime.from_numpy(np.full((2, 3), value, np.float32)) for value in (a, b)]


def test_every_public_name_is_there() -> None:
    for name in debug.__all__:
        assert getattr(debug, name) is not None
        assert name in dir(debug)
    with pytest.raises(AttributeError, match="nonsense"):
        debug.nonsense  # noqa: B018


def test_the_runtime_is_imported_without_them() -> None:
    code = "import sys, ttrt.runtime; print(sorted(name for name in sys.modules if 'runtime.debug' in name))"
    packages = Path(ttrt.binary.__file__).parents[2]
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, env={"PYTHONPATH": str(packages)}, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "['ttrt.runtime.debug', 'ttrt.runtime.debug.watch']"


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_closing(make: Callable[..., Any], tmp_path: Path) -> None:
    with make(tmp_path) as observer:
        assert observer.is_open
    assert not observer.is_open
    observer.close()
    assert not observer.is_open


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_every_kind_of_tensor_is_met(
    make: Callable[..., Any], tmp_path: Path, device: runtime.Device, rich: ttrt.binary.Binary
) -> None:
    plain = runtime.submit(device, rich, 0, rich_inputs())
    with make(tmp_path):
        watched = runtime.submit(device, rich, 0, rich_inputs())
    for one, other in zip(plain, watched, strict=True):
        np.testing.assert_allclose(runtime.to_numpy(one), runtime.to_numpy(other), rtol=4 * 2**-23)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize(
    ("filters", "error"),
    [({"ops": ["add", ""]}, ValueError), ({"program": -1}, ValueError), ({"program": 1.5}, TypeError)],
)
def test_filters_that_make_no_sense(
    make: Callable[..., Any], filters: dict[str, Any], error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error):
        make(tmp_path, **filters)


@pytest.mark.parametrize(
    ("filters", "seen"),
    [
        ({}, ["ttnn.add", "ttnn.exp", "ttnn.multiply"]),
        ({"ops": "exp"}, ["ttnn.exp"]),
        ({"location": "chain.py:3"}, ["ttnn.multiply"]),
        ({"program": 0}, ["ttnn.add", "ttnn.exp", "ttnn.multiply"]),
        ({"program": "other"}, []),
    ],
)
def test_filters_choose(
    device: runtime.Device, chain: ttrt.binary.Binary, tmp_path: Path, filters: dict[str, Any], seen: list[str]
) -> None:
    with (
        debug.time_ops(**filters) as times,
        debug.save_tensors(tmp_path / "saved", **filters),
        debug.layer_statistics(layer=lambda location: "all", **filters) as statistics,
    ):
        runtime.submit(device, chain, 0, chain_inputs())
    assert [row.place.op for row in times.rows if "deallocate" not in row.place.op] == seen
    assert [tensor.op for tensor in debug.load_saved_tensors(tmp_path / "saved")] == seen
    assert [row.count for row in statistics.rows] == ([len(seen)] if seen else [])


def test_programs_run_in_several_threads_at_once(
    device: runtime.Device, rich: ttrt.binary.Binary, tmp_path: Path
) -> None:
    threads, runs = 4, 8
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(runs):
                runtime.submit(device, rich, 0, rich_inputs())
        except BaseException as error:
            failures.append(error)

    product = A @ (2 * np.eye(4))
    with (
        debug.time_ops(ops="matmul") as times,
        debug.save_tensors(tmp_path / "saved", ops="matmul") as saved,
        debug.layer_statistics(ops="matmul") as statistics,
        debug.compare({"encoder.layer.0.product": product}) as comparison,
    ):
        workers = [threading.Thread(target=work) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert not failures
    assert [row.count for row in times.rows] == [threads * runs]
    assert [row.elements for row in statistics.rows] == [threads * runs * 8]
    assert statistics.rows[0].mean == pytest.approx(product.mean())
    assert len(comparison.rows) == threads * runs
    assert not comparison.failures
    tensors = debug.load_saved_tensors(tmp_path / "saved")
    assert saved.count == len(tensors) == threads * runs
    assert [tensor.number for tensor in tensors] == list(range(1, threads * runs + 1))
    assert sorted(tensor.run for tensor in tensors) == list(range(1, threads * runs + 1))


def test_an_error_of_an_observer_comes_out_of_submit_and_later_runs_work(
    device: runtime.Device, chain: ttrt.binary.Binary
) -> None:
    with debug.compare({"chain.py:1": np.zeros((2, 3))}, stop=True), pytest.raises(debug.GoldenMismatchError):
        runtime.submit(device, chain, 0, chain_inputs(1.0))
    (output,) = runtime.submit(device, chain, 0, chain_inputs())
    np.testing.assert_allclose(runtime.to_numpy(output), np.e, rtol=1e-6)


FORK = """
import os, sys
import numpy as np
import ttrt.binary
from ttrt import runtime
from ttrt.runtime import debug

def run():
    device = runtime.open_mesh_device()
    runtime.submit(device, program, 0, [runtime.from_numpy(np.ones((2, 3), np.float32))] * 2)
    runtime.close_mesh_device(device)

program = ttrt.binary.load_binary_from_path(sys.argv[1])
with debug.save_tensors(sys.argv[2], ops="exp") as saved, debug.layer_statistics(ops="exp") as statistics:
    locks = [statistics._lock, saved._lock]
    for lock in locks:
        lock.acquire()  # as another thread may have done at this moment, which the child does not have
    child = os.fork()
    if child != 0:
        for lock in locks:
            lock.release()
    run()
    if child == 0:
        os._exit(len(statistics.rows))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
print(len(debug.load_saved_tensors(sys.argv[2])), len({t.file for t in debug.load_saved_tensors(sys.argv[2])}))
"""


def test_a_forked_process_inherits_observers(chain_path: Path, tmp_path: Path) -> None:
    packages = Path(ttrt.binary.__file__).parents[2]
    command = [sys.executable, "-c", FORK, str(chain_path), str(tmp_path / "saved")]
    result = subprocess.run(command, env={"PYTHONPATH": str(packages)}, capture_output=True, text=True, timeout=60)
    assert (result.stdout.split(), result.stderr) == (["2", "2"], "")
