"""Compiled programs whose kernels wait for semaphores that outlive a program."""

from __future__ import annotations

import numpy as np
import pytest
from metal_harness import for_card, run

from ttmlir import ir, passes
from ttrt import runtime

SOURCE = """
func.func @main(%x: tensor<64x32xf32>) -> tensor<64x32xf32> {
  %0 = "ttir.exp"(%x) : (tensor<64x32xf32>) -> tensor<64x32xf32>
  return %0 : tensor<64x32xf32>
}"""

# The kernel that reads tiles begins with this: it waits until the semaphore is 3.
WAIT = """
    %semaphore_place = arith.constant 1 : i32
    %wanted = arith.constant 3 : i32
    %semaphore = ttkernel.get_common_arg_val(%semaphore_place) : (i32) -> i32
    %semaphore_pointer = ttkernel.reinterpret_cast(%semaphore) : (i32) -> !ttkernel.l1_addr_ptr
    ttkernel.experimental.semaphore_wait(%semaphore_pointer, %wanted) : (!ttkernel.l1_addr_ptr, i32) -> ()
"""


def replaced(text: str, old: str, new: str) -> str:
    """`text` with its only `old` replaced."""
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)


def waiting_program(reset: str) -> bytes:
    """The program above, as the compiler places it, with a reader that waits; the host does `reset` before."""
    with ir.Context():
        module = ir.Module.parse(SOURCE)
        passes.ttir_to_ttmetal_pipeline(module)
        text = str(module)
        buffers = "(%0, %1, "
        text = replaced(
            text,
            f'"ttmetal.enqueue_program"{buffers}',
            '%s = "ttmetal.create_global_semaphore"() <{address = 0 : i64, '
            "core_range = #ttmetal.core_range<0x0, 8x8>, initial_value = 1 : ui32}> : () -> !ttmetal.global_semaphore\n"
            f'{reset}\n"ttmetal.enqueue_program"{buffers}%s, ',
        )
        text = replaced(text, "operandSegmentSizes = array<i32: 2, 2>", "operandSegmentSizes = array<i32: 3, 2>")
        text = replaced(text, "[<buffer_address[0]>]", "[<buffer_address[0]>, <global_semaphore[2]>]")
        circular_buffers = text.index(", memref<1x!ttcore.tile", text.index('"ttmetal.enqueue_program"'))
        text = f"{text[:circular_buffers]}, !ttmetal.global_semaphore{text[circular_buffers:]}"
        body = text.index("{\n", text.index("@read_tiles() ")) + 1
        return passes.ttmetal_to_flatbuffer_bytes(ir.Module.parse(text[:body] + WAIT + text[body:]))


INPUT = np.linspace(-2, 2, 64 * 32, dtype=np.float32).reshape(64, 32)
RESET = '"ttmetal.reset_global_semaphore"(%s) <{value = 3 : ui32}> : (!ttmetal.global_semaphore) -> ()'


def test_a_global_semaphore_that_the_host_sets_lets_a_kernel_begin(device: runtime.Device) -> None:
    (wanted,) = run(device, for_card(SOURCE), [INPUT])
    (result,) = run(device, waiting_program(RESET), [INPUT])
    np.testing.assert_array_equal(result, wanted)


def test_a_global_semaphore_that_nobody_sets_is_a_deadlock_that_says_so(device: runtime.Device) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)enqueue_program.*read_tiles.*noc_semaphore_wait.*3"):
        run(device, waiting_program(""), [INPUT])
    run(device, waiting_program(RESET), [INPUT])  # the device is usable
