"""Hooks and threads: those of C++ that never saw Python, those of Python, and the GIL between them."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hooks_harness import Run

import ttrt.binary
from ttrt import runtime


def test_cpp_threads_call_python(support: Any, small_path: Path) -> None:
    threads: list[int] = []
    names: list[str] = []

    def post_op(binary: Any, program: Any, op: Any) -> None:
        threads.append(threading.get_ident())
        names.append(op.name)

    runtime.DebugHooks.get(post_op=post_op)
    support.submit_in_threads(str(small_path), 4, 50)
    assert len(names) == 4 * 50 * 3
    assert threading.get_ident() not in threads


def test_an_extension_with_its_own_copy_of_the_runtime_shares_the_hooks(
    support: Any, run: Run, small: ttrt.binary.Binary
) -> None:
    support.count_ops()
    before = support.counted_ops()
    run(small)
    assert support.counted_ops() == before + 3


class Finalized:
    """A callable that says where its finalizer ran."""

    def __init__(self, threads: list[int]) -> None:
        self._threads = threads

    def __call__(self, binary: Any, program: Any, op: Any) -> None:
        pass

    def __del__(self) -> None:
        self._threads.append(threading.get_ident())


def test_a_cpp_thread_destroys_a_hook_with_the_gil_held(support: Any) -> None:
    threads: list[int] = []
    for _ in range(100):
        runtime.DebugHooks.get(pre_op=Finalized(threads))
        support.unregister_in_thread()
    assert len(threads) == 100 and threading.get_ident() not in threads


def test_python_threads_submit_while_another_registers(
    device: runtime.Device, run: Run, chain: ttrt.binary.Binary
) -> None:
    stop = threading.Event()
    errors: list[BaseException] = []
    calls = 0

    def callback(binary: Any, program: Any, op: Any) -> None:
        nonlocal calls
        calls += 1
        assert op.name == "ttnn.add"

    def submit() -> None:
        try:
            while not stop.is_set():
                run(chain)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=submit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(100_000):
        runtime.DebugHooks.get(post_op=callback)
        runtime.unregister_hooks()
    stop.set()
    for thread in threads:
        thread.join()
    assert not errors


def test_kernels_run_without_the_gil(support: Any, chain_path: Path) -> None:
    done = threading.Event()
    turns = 0

    def submit() -> None:
        support.submit_in_threads(str(chain_path), 1, 2000)
        done.set()

    with runtime.debug.watch(post_op=lambda *_: None, ops="no_such_op"):
        thread = threading.Thread(target=submit)
        thread.start()
        while not done.is_set():
            turns += 1
            time.sleep(0)
        thread.join()
    assert turns > 1


def test_callbacks_of_two_runs_at_the_same_time_see_their_own(support: Any, small_path: Path, chain_path: Path) -> None:
    seen: dict[int, list[str]] = {}

    def post_op(binary: Any, program: Any, op: Any) -> None:
        name = binary.get_program_name(runtime.get_program_index(program))
        seen.setdefault(program.run_id, []).append(name)

    with runtime.debug.watch(post_op=post_op):
        paths = (small_path, chain_path)
        threads = [threading.Thread(target=support.submit_in_threads, args=(str(path), 2, 100)) for path in paths]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    runs = sorted(seen.values())
    assert runs == [["chain"] * 100] * 200 + [["main"] * 3] * 200


def test_watches_opened_and_closed_by_many_threads(run: Run, small: ttrt.binary.Binary) -> None:
    counts = [0] * 8

    def work(number: int) -> None:
        def count(binary: Any, program: Any, op: Any) -> None:
            if threading.get_ident() == ident:
                counts[number] += 1

        ident = threading.get_ident()
        for _ in range(200):
            with runtime.debug.watch(post_op=count, ops="relu"):
                run(small)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [200] * 8


@pytest.mark.parametrize("times", [3])
def test_the_device_may_be_closed_while_hooked_programs_run(small: ttrt.binary.Binary, times: int) -> None:
    for _ in range(times):
        device = runtime.open_mesh_device()
        inputs = [runtime.create_empty_tensor([2, 3], runtime.DataType.Float32) for _ in range(2)]
        inside = threading.Event()
        refused = threading.Event()

        def submit(device: Any = device, inputs: Any = inputs, refused: threading.Event = refused) -> None:
            with pytest.raises(RuntimeError, match="closed"):
                while True:
                    runtime.submit(device, small, 0, inputs)
            refused.set()

        with runtime.debug.watch(pre_op=lambda *_, inside=inside: inside.set()):
            thread = threading.Thread(target=submit)
            thread.start()
            inside.wait()
            runtime.close_mesh_device(device)
            thread.join()
        assert refused.is_set()
