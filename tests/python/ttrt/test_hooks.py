"""Debug hooks from Python: what callbacks see, change and raise."""

from __future__ import annotations

import gc
from typing import Any

import numpy as np
import pytest

import ttrt.binary
from ttrt import runtime


def run(device: runtime.Device, chain: ttrt.binary.Binary, a: float = 0.0, b: float = 1.0) -> np.ndarray:
    inputs = [runtime.from_numpy(np.full((2, 3), value, np.float32)) for value in (a, b)]
    return runtime.to_numpy(runtime.submit(device, chain, 0, inputs)[0]).copy()


def computing(op: runtime.OpContext) -> bool:
    return op.name in ("ttnn.add", "ttnn.exp", "ttnn.multiply")


def test_every_op_is_seen_in_order(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    events: list[str] = []
    runtime.DebugHooks.get(
        pre_op=lambda binary, program, op: events.append("pre " + op.name) if computing(op) else None,
        post_op=lambda binary, program, op: events.append("post " + op.name) if computing(op) else None,
        pre_program=lambda binary, program: events.append("begin"),
        post_program=lambda binary, program: events.append("end"),
    )
    run(device, chain)
    ops = ["add", "exp", "multiply"]
    assert events == ["begin", *(f"{when} ttnn.{op}" for op in ops for when in ("pre", "post")), "end"]


def test_what_a_callback_is_told(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    seen: dict[str, Any] = {}

    def post_op(binary: Any, program: Any, op: Any) -> None:
        if op.name == "ttnn.exp":
            seen["binary"] = binary.id
            seen["text"] = runtime.get_op_debug_str(op)
            seen["location"] = runtime.get_op_loc_info(op)
            seen["output"] = runtime.to_numpy(runtime.get_op_output_tensor(op, program)[0]).copy()
            (ref,) = runtime.get_op_input_refs(op)
            seen["input"] = runtime.to_numpy(runtime.retrieve_tensor_from_pool(program, ref)).copy()
            seen["program"] = runtime.get_program_index(program)

    runtime.DebugHooks.get(post_op=post_op)
    run(device, chain, 0.25, 0.75)
    assert seen["binary"] == chain.id
    assert "ttnn.exp" in seen["text"]
    assert '"chain.py":2' in seen["location"]
    np.testing.assert_array_equal(seen["input"], np.ones((2, 3), np.float32))
    np.testing.assert_allclose(seen["output"], np.e, rtol=1e-6)
    assert seen["program"] == 0


def test_a_value_changed_by_a_callback_is_used(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    def post_op(binary: Any, program: Any, op: Any) -> None:
        if op.name == "ttnn.add":
            (ref,) = runtime.get_op_output_refs(op)
            runtime.update_tensor_in_pool(program, ref, runtime.from_numpy(np.full((2, 3), 2.0, np.float32)))

    runtime.DebugHooks.get(post_op=post_op)
    np.testing.assert_allclose(run(device, chain, 0.0, 3.0), 3 * np.exp(2.0), rtol=1e-6)


@pytest.mark.parametrize(
    ("value", "error"),
    [(np.zeros((3, 2), np.float32), ValueError), (np.zeros((2, 3), np.int32), TypeError)],
)
def test_updates_that_do_not_fit(
    device: runtime.Device, chain: ttrt.binary.Binary, value: np.ndarray, error: type[Exception]
) -> None:
    def post_op(binary: Any, program: Any, op: Any) -> None:
        if op.name == "ttnn.add":
            (ref,) = runtime.get_op_output_refs(op)
            runtime.update_tensor_in_pool(program, ref, runtime.from_numpy(value))

    runtime.DebugHooks.get(post_op=post_op)
    with pytest.raises(error):
        run(device, chain)


class Unusual(Exception):
    """An exception that no layer in between knows."""


@pytest.mark.parametrize("hook", ["pre_op", "post_op", "pre_program", "post_program"])
def test_an_exception_comes_out_of_submit_unchanged(
    device: runtime.Device, chain: ttrt.binary.Binary, hook: str
) -> None:
    raised = Unusual("stop here")

    def callback(*arguments: Any) -> None:
        raise raised

    runtime.DebugHooks.get(**{hook: callback})
    with pytest.raises(Unusual) as caught:
        run(device, chain)
    assert caught.value is raised
    runtime.unregister_hooks()
    np.testing.assert_allclose(run(device, chain), np.e, rtol=1e-6)


def test_contexts_and_tensors_expire(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    kept: list[Any] = []

    def post_op(binary: Any, program: Any, op: Any) -> None:
        if op.name == "ttnn.exp":
            (ref,) = runtime.get_op_output_refs(op)
            kept.extend([program, op, ref, runtime.retrieve_tensor_from_pool(program, ref)])

    runtime.DebugHooks.get(post_op=post_op)
    run(device, chain)
    program, op, ref, tensor = kept
    for use in (
        lambda: runtime.get_op_debug_str(op),
        lambda: op.name,
        lambda: runtime.get_op_output_tensor(op, program),
        lambda: runtime.retrieve_tensor_from_pool(program, ref),
        lambda: runtime.get_program_index(program),
        lambda: runtime.to_numpy(tensor),
    ):
        with pytest.raises(RuntimeError, match="callback"):
            use()


def test_hooks_given_replace_and_omitted_ones_stay(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    calls: list[str] = []
    runtime.DebugHooks.get(pre_program=lambda *_: calls.append("a"), post_program=lambda *_: calls.append("b"))
    runtime.DebugHooks.get(pre_program=lambda *_: calls.append("c"))
    run(device, chain)
    assert calls == ["c", "b"]
    runtime.unregister_hooks()
    run(device, chain)
    assert calls == ["c", "b"]


def test_what_cannot_be_called_is_refused() -> None:
    with pytest.raises(TypeError, match="pre_op must be callable or None"):
        runtime.DebugHooks.get(pre_op=3)


def test_a_callback_may_submit_another_program(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    depth = 0
    results: list[np.ndarray] = []

    def pre_program(binary: Any, program: Any) -> None:
        nonlocal depth
        if depth == 0:
            depth = 1
            results.append(run(device, chain, 1.0, 1.0))

    runtime.DebugHooks.get(pre_program=pre_program)
    np.testing.assert_allclose(run(device, chain), np.e, rtol=1e-6)
    np.testing.assert_allclose(results[0], np.e**2, rtol=1e-6)


def test_a_callback_may_unregister_itself(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    calls = 0

    def pre_op(binary: Any, program: Any, op: Any) -> None:
        nonlocal calls
        calls += 1
        runtime.unregister_hooks()
        gc.collect()

    runtime.DebugHooks.get(pre_op=pre_op)
    run(device, chain)
    run(device, chain)
    assert calls >= 1


def test_results_are_the_same_with_and_without_hooks(device: runtime.Device, chain: ttrt.binary.Binary) -> None:
    without = run(device, chain, 0.1, 0.2)
    runtime.DebugHooks.get(post_op=lambda *_: None)
    np.testing.assert_allclose(run(device, chain, 0.1, 0.2), without, rtol=4 * 2**-23)
