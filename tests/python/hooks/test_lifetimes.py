"""What callbacks keep, drop and change while they run: nothing of it may be read after it is gone, nothing may leak."""

from __future__ import annotations

import gc
import importlib
import sys
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hooks_harness import Run

import ttrt.binary
from ttrt import runtime


def test_kept_arguments_are_told_apart_and_expire(run: Run, small: ttrt.binary.Binary) -> None:
    kept: list[tuple[Any, Any]] = []

    def post_op(binary: Any, program: Any, op: Any) -> None:
        kept.append((program, op))
        for earlier_program, earlier_op in kept[:-1]:
            with pytest.raises(RuntimeError, match="after its debug callback returned"):
                _ = earlier_op.name
            with pytest.raises(RuntimeError, match="after its debug callback returned"):
                runtime.get_program_index(earlier_program)
        assert op.name.startswith("ttnn.")

    runtime.DebugHooks.get(post_op=post_op)
    run(small)
    assert len({id(op) for _, op in kept}) == 3
    for program, op in kept:
        with pytest.raises(RuntimeError, match="after its debug callback returned"):
            runtime.get_op_output_tensor(op, program)


def test_an_array_over_a_tensor_keeps_its_memory(run: Run, small: ttrt.binary.Binary) -> None:
    arrays: list[np.ndarray] = []

    def post_op(binary: Any, program: Any, op: Any) -> None:
        (ref,) = runtime.get_op_output_refs(op)
        arrays.append(runtime.to_numpy(runtime.retrieve_tensor_from_pool(program, ref)))

    runtime.DebugHooks.get(post_op=post_op)
    run(small)
    runtime.unregister_hooks()
    before = [array.copy() for array in arrays]
    for _ in range(20):
        run(small, 5.0, 7.0)
    for array, copy in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_a_callback_is_let_go_of_when_it_is_unregistered(run: Run, small: ttrt.binary.Binary) -> None:
    class Callable:
        def __call__(self, binary: Any, program: Any, op: Any) -> None:
            pass

    callback = Callable()
    gone = weakref.ref(callback)
    runtime.DebugHooks.get(pre_op=callback)
    with runtime.debug.watch(post_op=callback):
        del callback
        run(small)
        assert gone() is not None
    runtime.unregister_hooks()
    assert gone() is None


def test_a_callback_may_replace_itself(run: Run, small: ttrt.binary.Binary) -> None:
    seen: list[str] = []

    def second(binary: Any, program: Any, op: Any) -> None:
        seen.append("second " + op.name)

    def first(binary: Any, program: Any, op: Any) -> None:
        seen.append("first " + op.name)
        runtime.DebugHooks.get(post_op=second)
        gc.collect()
        assert op.name == "ttnn.add"

    runtime.DebugHooks.get(post_op=first)
    run(small)
    assert seen == ["first ttnn.add", "second ttnn.relu", "second ttnn.multiply"]


def test_a_callback_may_do_all_of_it_at_once(run: Run, small: ttrt.binary.Binary) -> None:
    kept: list[Any] = []
    depth = 0

    def everything(binary: Any, program: Any, op: Any) -> None:
        nonlocal depth
        kept.append((binary, program, op, runtime.get_op_input_refs(op)))
        runtime.unregister_hooks()
        if depth < 3:
            depth += 1
            runtime.DebugHooks.get(post_op=everything)
            run(small)
        gc.collect()
        assert op.name == "ttnn.add"
        raise ValueError(f"depth {depth}")

    runtime.DebugHooks.get(post_op=everything)
    with pytest.raises(ValueError, match="depth 3"):
        run(small)
    assert len(kept) == 4
    np.testing.assert_array_equal(run(small), 2)


def test_a_callback_may_delete_its_module(
    run: Run, small: ttrt.binary.Binary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a_users_module.py").write_text(
        "import gc, sys\n"
        "names = []\n"
        "def post_op(binary, program, op, sys=sys, gc=gc, names=names):\n"
        "    module = sys.modules.pop('a_users_module', None)\n"
        "    if module:\n"
        "        module.__dict__.clear()\n"
        "        del module\n"
        "        gc.collect()\n"
        "    names.append(op.name)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("a_users_module")
    names = module.names
    runtime.DebugHooks.get(post_op=module.post_op)
    del module
    run(small)
    assert names == ["ttnn.add", "ttnn.relu", "ttnn.multiply"]


def test_a_million_callbacks_leave_nothing_behind(run: Run, chain: ttrt.binary.Binary) -> None:
    calls = 0

    def callback(binary: Any, program: Any, op: Any) -> None:
        nonlocal calls
        calls += 1

    runtime.DebugHooks.get(pre_op=callback, post_op=callback)
    while calls < 200_000:  # what is made once is there now, and allocators hold what they hold back
        run(chain)
    gc.collect()
    references = sys.getrefcount(callback), sys.getrefcount(None)
    objects, memory, calls = len(gc.get_objects()), resident_bytes(), 0
    while calls < 1_000_000:
        run(chain)
    gc.collect()
    assert calls == 1_000_000
    assert sys.getrefcount(callback) == references[0]
    assert abs(sys.getrefcount(None) - references[1]) < 100
    assert abs(len(gc.get_objects()) - objects) < 100
    assert resident_bytes() - memory < 8 << 20, "a million callbacks that leak a pointer each would take as much"


def resident_bytes() -> int:
    """The memory that the process holds now."""
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * 4096
