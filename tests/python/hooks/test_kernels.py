"""Python callbacks around kernels of the card: from its threads, by each way to register them, with cores in turns."""

from __future__ import annotations

import gc
import sys
import threading
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ttrt.binary
from ttrt import runtime

Copy = Callable[[], None]
IN_TURNS = [f"{when} copy dm0 {x}" for x in range(2) for when in ("before", "after")]


@pytest.fixture(scope="session")
def card_path(support: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """@copy(a) = a on 32x64: two tiles, copied by the kernel "copy" on dm0 of two tiles."""
    path = tmp_path_factory.mktemp("hooks") / "copy.ttm"
    support.write_card(str(path))
    return path


@pytest.fixture(params=[False, True], ids=["in_threads", "in_turns"])
def in_turns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether cores take turns on one thread."""
    monkeypatch.setenv("TT_RUNTIME_CARD_DETERMINISTIC", str(int(request.param)))
    return bool(request.param)


@pytest.fixture
def copy(in_turns: bool, card_path: Path) -> Iterator[Copy]:
    """Runs the program and looks at its result."""
    device = runtime.open_mesh_device()
    program = ttrt.binary.load_binary_from_path(str(card_path))
    data = np.arange(32 * 64, dtype=np.float32).reshape(32, 64)

    def run() -> None:
        (output,) = runtime.submit(device, program, 0, [runtime.from_numpy(data)])
        np.testing.assert_array_equal(runtime.to_numpy(output), data)

    yield run
    runtime.close_mesh_device(device)


def note(seen: list[str], when: str) -> Callable[..., None]:
    return lambda _, context, op, kernel: seen.append(f"{when} {kernel.name} {kernel.processor} {kernel.tile[0]}")


def check(seen: list[str], in_turns: bool) -> None:
    assert (seen if in_turns else sorted(seen)) == (IN_TURNS if in_turns else sorted(IN_TURNS))


def test_observers(copy: Copy, in_turns: bool) -> None:
    for _ in range(3):
        seen: list[str] = []
        with runtime.debug.watch(pre_kernel=note(seen, "before"), post_kernel=note(seen, "after")):
            copy()
        check(seen, in_turns)


def test_the_hooks_of_the_process(copy: Copy, in_turns: bool) -> None:
    seen: list[str] = []
    threads: set[int] = set()

    def before(*arguments: Any) -> None:
        threads.add(threading.get_ident())
        note(seen, "before")(*arguments)

    runtime.DebugHooks.get(pre_kernel=before, post_kernel=note(seen, "after"))
    copy()
    check(seen, in_turns)
    assert threading.get_ident() not in threads
    runtime.unregister_hooks()
    copy()
    assert len(seen) == len(IN_TURNS)


def test_the_users_module(copy: Copy, in_turns: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    module = types.ModuleType("debug_callback")
    for name, value in {
        "pre_op_callback": None,
        "post_op_callback": None,
        "pre_kernel_callback": note(seen, "before"),
        "post_kernel_callback": note(seen, "after"),
    }.items():
        setattr(module, name, value)
    monkeypatch.setitem(sys.modules, "debug_callback", module)
    runtime.register_debug_callback()
    copy()
    check(seen, in_turns)


def test_registers_and_memory(copy: Copy) -> None:
    def before(_: object, context: Any, op: Any, kernel: Any) -> None:
        below = kernel.registers()["sp"] - 16
        old = kernel.read_l1(below, 16)
        kernel.write_l1(below, bytes(range(16)))
        assert kernel.read_l1(below, 16) == bytes(range(16))
        kernel.write_l1(below, old)
        kernel.set_register("s5", 7)
        assert kernel.registers()["s5"] == 7
        assert kernel.arguments == [kernel.tile[0]]
        assert len(kernel.common_arguments) == 2

    with runtime.debug.watch(pre_kernel=before):
        copy()


@pytest.mark.parametrize("when", ["pre_kernel", "post_kernel"])
def test_exceptions(copy: Copy, when: str) -> None:
    def fail(*_: object) -> None:
        raise KeyError("from the kernel's callback")

    with runtime.debug.watch(**{when: fail}), pytest.raises(KeyError, match="kernel's callback"):
        copy()
    copy()


def test_what_is_kept_expires(copy: Copy) -> None:
    kept: list[Any] = []
    with runtime.debug.watch(pre_kernel=lambda *arguments: kept.extend(arguments)):
        copy()
    with pytest.raises(RuntimeError, match="kernel context was used after"):
        kept[3].registers()
    kept.clear()
    gc.collect()


def test_observers_come_and_go_while_programs_run(copy: Copy) -> None:
    done = threading.Event()
    errors: list[BaseException] = []

    def submit() -> None:
        try:
            for _ in range(30):
                copy()
        except BaseException as error:
            errors.append(error)
        finally:
            done.set()

    seen: list[str] = []
    thread = threading.Thread(target=submit)
    thread.start()
    while not done.is_set():
        with runtime.debug.watch(pre_kernel=note(seen, "before"), post_kernel=note(seen, "after")):
            pass
    thread.join()
    assert not errors
