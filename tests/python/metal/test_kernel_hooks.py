"""Callbacks around kernels of the card: what they see and change, filters, errors, and who is not called at all."""

from __future__ import annotations

import gc
import sys
import threading
import types
from typing import Any

import numpy as np
import pytest
from metal_harness import for_card, for_host, run, tensor, values

from ttrt import binary, runtime

TYPE = tensor((40, 70))
CHAIN = f"""
func.func @chain(%a: {TYPE}) -> {TYPE} {{
  %0 = "ttir.exp"(%a) : ({TYPE}) -> {TYPE} loc("chain.py":1:0)
  %1 = "ttir.neg"(%0) : ({TYPE}) -> {TYPE} loc("chain.py":2:0)
  return %1 : {TYPE}
}}
"""
TILES = 6  # of 40x70: as many cores compute each op

Seen = tuple[str, str, str, tuple[int, int]]


@pytest.fixture(scope="module")
def chain() -> bytes:
    """@chain(a) = -exp(a) on 40x70 f32."""
    return for_card(CHAIN)


def test_every_kernel_on_every_core_is_seen_before_and_after(device: runtime.Device, chain: bytes) -> None:
    seen: list[Seen] = []

    def note(when: str) -> Any:
        return lambda _, context, op, kernel: seen.append((when, kernel.name, kernel.processor, kernel.tile))

    with runtime.debug.watch(pre_kernel=note("before"), post_kernel=note("after")):
        run(device, chain, [values((40, 70))])
    processors = {"read_tiles": "dm0", "write_tiles": "dm1", "exp_tiles": "compute", "neg_tiles": "compute"}
    expected = [
        (when, name, processors[name], (x, 0))
        for computed in ("exp_tiles", "neg_tiles")
        for name in ("read_tiles", computed, "write_tiles")
        for when in ("before", "after")
        for x in range(TILES)
    ]
    assert sorted(seen) == sorted(expected)
    for _, name, processor, tile in seen:
        kernel = [entry for entry in seen if entry[1:] == (name, processor, tile)]
        assert [entry[0] for entry in kernel] in (["before", "after"], ["before", "after"] * 2)


def test_filters_choose_kernels_by_name_and_by_op(device: runtime.Device, chain: bytes) -> None:
    seen: list[tuple[str, str]] = []

    def note(_: binary.Binary, context: runtime.CallbackContext, op: runtime.OpContext, kernel: Any) -> None:
        seen.append((kernel.name, op.name))

    with runtime.debug.watch(pre_kernel=note, kernels=["exp_*", "write_tiles"], location="chain.py:1:"):
        run(device, chain, [values((40, 70))])
    expected = [(name, "ttmetal.enqueue_program") for name in ("exp_tiles", "write_tiles") for _ in range(TILES)]
    assert sorted(seen) == expected
    seen.clear()
    with runtime.debug.watch(pre_kernel=note, ops="create_buffer"):
        run(device, chain, [values((40, 70))])
    assert not seen
    with pytest.raises(ValueError, match="name of a kernel is empty"):
        runtime.debug.watch(pre_kernel=note, kernels="")


def test_arguments_registers_and_memory_are_seen_and_changed(device: runtime.Device, chain: bytes) -> None:
    arguments: list[tuple[int, list[int]]] = []

    def before(_: binary.Binary, context: runtime.CallbackContext, op: runtime.OpContext, kernel: Any) -> None:
        registers = kernel.registers()
        assert registers["pc"] % 4 == 0 and registers["sp"] != 0 and registers["zero"] == 0
        kernel.set_register("s5", 0x1234)
        assert kernel.registers()["s5"] == 0x1234
        old = kernel.read_l1(registers["sp"] - 16, 16)
        kernel.write_l1(registers["sp"] - 16, bytes(range(16)))
        assert kernel.read_l1(registers["sp"] - 16, 16) == bytes(range(16))
        kernel.write_l1(registers["sp"] - 16, old)
        with pytest.raises(ValueError, match="expected a register"):
            kernel.set_register("a9", 0)
        with pytest.raises(ValueError, match="16 bytes at 0x80000000 of the memory of tile"):
            kernel.read_l1(1 << 31, 16)
        with pytest.raises(ValueError, match=r"^address is -1; expected an int of 0 to"):
            kernel.read_l1(-1, 16)
        with pytest.raises(TypeError, match=r"^data is None; expected bytes"):
            kernel.write_l1(0, None)
        arguments.append((kernel.tile[0], kernel.arguments))
        assert isinstance(kernel.common_arguments, list)

    data = values((40, 70))
    with runtime.debug.watch(pre_kernel=before, kernels="read_tiles", location="chain.py:1:"):
        (result,) = run(device, chain, [data])
    np.testing.assert_allclose(result, -np.exp(data), rtol=1e-6)
    assert [own[-2:] for _, own in sorted(arguments)] == [[tile, 1] for tile in range(TILES)]


def test_buffers_can_be_read_around_a_kernel(device: runtime.Device, chain: bytes) -> None:
    inputs: list[Any] = []

    def before(_: binary.Binary, context: runtime.CallbackContext, op: runtime.OpContext, kernel: Any) -> None:
        if kernel.tile == (0, 0):
            inputs.extend(
                runtime.to_numpy(value).copy()
                for ref in runtime.get_op_input_refs(op)
                if (value := runtime.retrieve_tensor_from_pool(context, ref)) is not None
            )

    data = values((40, 70))
    with runtime.debug.watch(pre_kernel=before, kernels="read_tiles", location="chain.py:1:"):
        run(device, chain, [data])
    np.testing.assert_array_equal(inputs[0], data)


def test_one_callback_at_a_time_from_threads_of_the_card(device: runtime.Device, chain: bytes) -> None:
    inside: list[int] = []
    overlaps: list[int] = []
    threads: set[int] = set()

    def note(*_: object) -> None:
        inside.append(1)
        sys.setswitchinterval(sys.getswitchinterval())  # a place where another thread could take the GIL
        if len(inside) != 1:
            overlaps.append(len(inside))
        threads.add(threading.get_ident())
        inside.pop()

    with runtime.debug.watch(pre_kernel=note, post_kernel=note):
        for _ in range(5):
            run(device, chain, [values((40, 70))])
    assert not overlaps
    assert threading.get_ident() not in threads


@pytest.mark.parametrize("when", ["pre_kernel", "post_kernel"])
def test_an_exception_ends_the_program_and_comes_out_as_it_was_raised(
    device: runtime.Device, chain: bytes, when: str
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("from the kernel's callback")

    with runtime.debug.watch(**{when: fail}, kernels="exp_tiles"), pytest.raises(KeyError, match="kernel's callback"):
        run(device, chain, [values((40, 70))])
    (result,) = run(device, chain, [np.zeros((40, 70), np.float32)])
    np.testing.assert_array_equal(result, np.full((40, 70), -1, np.float32))


def test_errors_that_only_warn_name_the_kernel(
    device: runtime.Device, chain: bytes, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("a warning")

    monkeypatch.setenv("TTRT_CALLBACK_ERRORS", "warn")
    with runtime.debug.watch(pre_kernel=fail, kernels="neg_tiles"):
        (result,) = run(device, chain, [np.zeros((40, 70), np.float32)])
    np.testing.assert_array_equal(result, np.full((40, 70), -1, np.float32))
    text = capfd.readouterr().err
    assert "pre_kernel raised an exception at the kernel neg_tiles on compute of tile (x=3, y=0)" in text
    assert "KeyError: 'a warning'" in text


def test_programs_for_the_card_are_refused_in_a_callback(device: runtime.Device, chain: bytes) -> None:
    messages: list[str] = []

    def submit(*_: object) -> None:
        with pytest.raises(RuntimeError) as caught:
            run(device, chain, [values((40, 70))])
        messages.append(str(caught.value))
        run(device, for_host(CHAIN), [values((40, 70))])  # which the host runs

    with runtime.debug.watch(pre_kernel=submit, kernels="exp_tiles", location="chain.py:1:"):
        run(device, chain, [values((40, 70))])
    assert len(messages) == TILES
    assert "submitted from a callback around a kernel" in messages[0]


def test_contexts_that_were_kept_have_expired(device: runtime.Device, chain: bytes) -> None:
    kept: list[Any] = []
    with runtime.debug.watch(pre_kernel=lambda *arguments: kept.append(arguments[3]), kernels="exp_tiles"):
        run(device, chain, [values((40, 70))])
    assert len({id(kernel) for kernel in kept}) == TILES
    for use in (lambda: kept[0].name, lambda: kept[0].registers(), lambda: kept[0].read_l1(0, 4)):
        with pytest.raises(RuntimeError, match="kernel context was used after"):
            use()
    kept.clear()
    gc.collect()


def test_the_users_module_may_have_them(device: runtime.Device, chain: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    module = types.ModuleType("debug_callback")
    module.pre_op_callback = module.post_op_callback = None  # type: ignore[attr-defined]
    module.post_kernel_callback = lambda _, context, op, kernel: seen.append(kernel.name)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "debug_callback", module)
    runtime.register_debug_callback()
    try:
        run(device, chain, [values((40, 70))])
    finally:
        runtime.unregister_hooks()
    assert sorted(set(seen)) == ["exp_tiles", "neg_tiles", "read_tiles", "write_tiles"]
    seen.clear()
    run(device, chain, [values((40, 70))])
    assert not seen


def test_programs_of_the_host_have_no_kernels_to_show(device: runtime.Device) -> None:
    seen: list[object] = []
    with runtime.debug.watch(pre_kernel=lambda *arguments: seen.append(arguments)):
        run(device, for_host(CHAIN), [values((40, 70))])
    assert not seen
