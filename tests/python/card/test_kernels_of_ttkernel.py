"""Kernels written in ttkernel run on the simulated card: compiled to its code, and through C++."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ttmlir import ir, passes
from ttrt import card

sys.path.insert(0, str(Path(__file__).parents[1] / "ttmlir"))
from kernel_ops import COMPILE_TIME_ARGS, all_cases

# exp(a + b) on tiles of f32: buffers 0 and 1 go in, 16 comes out; arguments are the number of tiles and addresses.
PROGRAM = """
!cb = !ttkernel.cb<2, !ttcore.tile<32x32, f32>>

func.func private @reader() attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %a = ttkernel.get_compile_time_arg_val(2) : () -> !cb
  %b = ttkernel.get_compile_time_arg_val(3) : () -> !cb
  %tiles = ttkernel.get_arg_val(%c0) : (index) -> index
  %a_address = ttkernel.get_arg_val(%c1) : (index) -> i32
  %b_address = ttkernel.get_arg_val(%c2) : (index) -> i32
  %args = ttkernel.TensorAccessorArgs(%zero, %zero)
  %a_pages = ttkernel.TensorAccessor(%args, %a_address) : (!ttkernel.TensorAccessorArgs, i32) -> !ttkernel.TensorAccessor
  %b_pages = ttkernel.TensorAccessor(%args, %b_address) : (!ttkernel.TensorAccessorArgs, i32) -> !ttkernel.TensorAccessor
  scf.for %i = %c0 to %tiles step %c1 {
    %page = arith.index_cast %i : index to i32
    ttkernel.cb_reserve_back(%a, %one) : (!cb, i32) -> ()
    ttkernel.cb_reserve_back(%b, %one) : (!cb, i32) -> ()
    %a_to = ttkernel.get_write_ptr(%a) : (!cb) -> i32
    %b_to = ttkernel.get_write_ptr(%b) : (!cb) -> i32
    ttkernel.noc_async_read_tile(%page, %a_pages, %a_to) : (i32, !ttkernel.TensorAccessor, i32) -> ()
    ttkernel.noc_async_read_tile(%page, %b_pages, %b_to) : (i32, !ttkernel.TensorAccessor, i32) -> ()
    ttkernel.noc_async_read_barrier() : () -> ()
    ttkernel.cb_push_back(%a, %one) : (!cb, i32) -> ()
    ttkernel.cb_push_back(%b, %one) : (!cb, i32) -> ()
  }
  return
}
func.func private @compute() attributes {ttkernel.thread = #ttkernel.thread<compute>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1 : i32
  %a = ttkernel.get_compile_time_arg_val(2) : () -> !cb
  %b = ttkernel.get_compile_time_arg_val(3) : () -> !cb
  %out = ttkernel.get_compile_time_arg_val(4) : () -> !cb
  %tiles = ttkernel.get_arg_val(%c0) : (index) -> index
  ttkernel.binary_op_init_common(%a, %b, %out) : (!cb, !cb, !cb) -> ()
  scf.for %i = %c0 to %tiles step %c1 {
    ttkernel.cb_wait_front(%a, %one) : (!cb, i32) -> ()
    ttkernel.cb_wait_front(%b, %one) : (!cb, i32) -> ()
    ttkernel.cb_reserve_back(%out, %one) : (!cb, i32) -> ()
    ttkernel.tile_regs_acquire() : () -> ()
    ttkernel.add_tiles_init(%a, %b) : (!cb, !cb) -> ()
    ttkernel.add_tiles(%a, %b, %c0, %c0, %c0) : (!cb, !cb, index, index, index) -> ()
    ttkernel.exp_tile_init() : () -> ()
    ttkernel.exp_tile(%c0) : (index) -> ()
    ttkernel.tile_regs_commit() : () -> ()
    ttkernel.tile_regs_wait() : () -> ()
    ttkernel.pack_tile(%c0, %out, %c0, false) : (index, !cb, index) -> ()
    ttkernel.tile_regs_release() : () -> ()
    ttkernel.cb_pop_front(%a, %one) : (!cb, i32) -> ()
    ttkernel.cb_pop_front(%b, %one) : (!cb, i32) -> ()
    ttkernel.cb_push_back(%out, %one) : (!cb, i32) -> ()
  }
  return
}
func.func private @writer() attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %out = ttkernel.get_compile_time_arg_val(4) : () -> !cb
  %tiles = ttkernel.get_arg_val(%c0) : (index) -> index
  %address = ttkernel.get_arg_val(%c1) : (index) -> i32
  %args = ttkernel.TensorAccessorArgs(%zero, %zero)
  %pages = ttkernel.TensorAccessor(%args, %address) : (!ttkernel.TensorAccessorArgs, i32) -> !ttkernel.TensorAccessor
  scf.for %i = %c0 to %tiles step %c1 {
    ttkernel.cb_wait_front(%out, %one) : (!cb, i32) -> ()
    %from = ttkernel.get_read_ptr(%out) : (!cb) -> i32
    ttkernel.noc_async_write_tile(%i, %pages, %from) : (index, !ttkernel.TensorAccessor, i32) -> ()
    ttkernel.noc_async_write_barrier() : () -> ()
    ttkernel.cb_pop_front(%out, %one) : (!cb, i32) -> ()
  }
  return
}
"""
PROGRAM_ARGS = [2, 4096, 0, 1, 16]
CORES = {"reader": "dm0", "writer": "dm1", "compute": "compute"}
MakeKernel = Callable[[str, str, list[int]], card.Kernel]


def to_code(text: str, name: str, args: list[int]) -> card.Kernel:
    with ir.Context():
        return card.Kernel.from_elf(passes.ttkernel_to_elf(ir.Module.parse(text), name, args), name)


def through_cpp(text: str, name: str, args: list[int]) -> card.Kernel:
    with ir.Context():
        module = ir.Module.parse(text)
        core = {"compute": "compute", "noc": "dm0"}[dict(passes.get_ttkernel_names(module))[name]]
        source = passes.ttkernel_to_cpp_by_name(module, name)
    return card.Kernel.compile(source, f"{name}.cpp", processor=core, compile_time_args=args)


@pytest.mark.parametrize("make", [to_code, through_cpp])
def test_a_program_of_three_kernels(chip: card.Chip, make: MakeKernel) -> None:
    tiles = 3
    generator = np.random.default_rng(5)
    a, b = (generator.uniform(-2, 2, (tiles, 1024)).astype(np.float32) for _ in range(2))
    buffers = [chip.create_buffer("dram", tiles * 4096, 4096) for _ in range(3)]
    chip.write(buffers[0], a.tobytes())
    chip.write(buffers[1], b.tobytes())
    program = card.Program()
    for index in (0, 1, 16):
        program.add_circular_buffer((0, 0), index, pages=2, page_size=4096, format="f32")
    addresses = {"reader": buffers[:2], "writer": buffers[2:], "compute": []}
    for name, core in CORES.items():
        number = program.add_kernel(make(PROGRAM, name, PROGRAM_ARGS), (0, 0), core)
        program.set_runtime_args(number, (0, 0), [tiles, *(buffer.address for buffer in addresses[name])])
    chip.run(program)
    result = np.frombuffer(chip.read(buffers[2]), np.float32).reshape(tiles, 1024)
    # exp is within 2 ulp, and the sum within half of one that exp makes up to |a + b| <= 4 times as large.
    np.testing.assert_allclose(result, np.exp(a.astype(np.float64) + b), rtol=4.5 * 2.0**-23)


SCALARS = """
func.func private @twice(%x: i32) -> i32 {
  %0 = arith.addi %x, %x : i32
  return %0 : i32
}
func.func private @kernel() attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %five = arith.constant 5 : index
  %zero = arith.constant 0 : i32
  %minus = arith.constant -7 : i32
  %two = arith.constant 2 : i32
  %half = arith.constant 0.5 : f32
  %x = ttkernel.get_arg_val(%c0) : (index) -> i32
  %sum, %last = scf.for %i = %c0 to %five step %c1 iter_args(%s = %zero, %l = %x) -> (i32, i32) {
    %n = arith.index_cast %i : index to i32
    %next = arith.addi %s, %n : i32
    scf.yield %next, %s : i32, i32
  }
  %doubled = func.call @twice(%sum) : (i32) -> i32
  %quotient = arith.floordivsi %minus, %two : i32
  %rest = arith.remsi %minus, %two : i32
  %isSmall = arith.cmpi slt, %minus, %x : i32
  %chosen = scf.if %isSmall -> (i32) {
    scf.yield %x : i32
  } else {
    scf.yield %minus : i32
  }
  %count = scf.while (%n = %x) : (i32) -> i32 {
    %more = arith.cmpi ugt, %n, %two : i32
    scf.condition(%more) %n : i32
  } do {
  ^bb0(%n: i32):
    %less = arith.divui %n, %two : i32
    scf.yield %less : i32
  }
  %array = memref.alloca() : memref<2x3xi32>
  memref.store %doubled, %array[%c1, %c1] : memref<2x3xi32>
  %kept = memref.load %array[%c1, %c1] : memref<2x3xi32>
  %float = arith.sitofp %x : i32 to f32
  %scaled = arith.mulf %float, %half : f32
  %whole = arith.fptosi %scaled : f32 to i32
  %greater = ttkernel.float32_greater(%zero, %x) : (i32, i32) -> i1
  ttkernel.dprint("{} {} {} {} {} {}\\0A", %sum, %last, %doubled, %quotient, %rest, %chosen) : (i32, i32, i32, i32, i32, i32) -> ()
  ttkernel.dprint("{} {} {} {}\\0A", %count, %kept, %whole, %greater) : (i32, i32, i32, i1) -> ()
  return
}
"""


@pytest.mark.parametrize("make", [to_code, through_cpp])
def test_scalars_and_control_flow(chip: card.Chip, make: MakeKernel) -> None:
    lines: list[str] = []
    chip.set_printer(lambda tile, core, line: lines.append(line))
    program = card.Program()
    number = program.add_kernel(make(SCALARS, "kernel", []), (1, 0), "dm0")
    program.set_runtime_args(number, (1, 0), [9])
    chip.run(program)
    assert lines == ["10 6 20 -4 -1 9", "2 20 4 0"]


def test_an_error_names_the_line_of_the_module(chip: card.Chip) -> None:
    text = """func.func private @waits() attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1 : i32
  %semaphore = ttkernel.get_semaphore(%c0) : (index) -> !ttkernel.local_semaphore
  %pointer = ttkernel.reinterpret_cast(%semaphore) : (!ttkernel.local_semaphore) -> !ttkernel.l1_addr_ptr
  ttkernel.experimental.semaphore_wait_min(%pointer, %one) : (!ttkernel.l1_addr_ptr, i32) -> ()
  return
}
"""
    program = card.Program()
    program.add_semaphore((0, 0), 0)
    program.add_kernel(to_code(text, "waits", []), (0, 0), "dm0")
    with pytest.raises(card.DeadlockError, match=r":6\b"):
        chip.run(program)


def test_what_the_host_did_not_give_is_an_error_of_the_line(chip: card.Chip) -> None:
    text = """func.func private @asks() attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  %c5 = arith.constant 5 : index
  %number = ttkernel.get_arg_val(%c5) : (index) -> index
  %semaphore = ttkernel.get_semaphore(%number) : (index) -> !ttkernel.local_semaphore
  %pointer = ttkernel.reinterpret_cast(%semaphore) : (!ttkernel.local_semaphore) -> !ttkernel.l1_addr_ptr
  ttkernel.noc_semaphore_set(%pointer, %number) : (!ttkernel.l1_addr_ptr, index) -> ()
  return
}
"""
    code = to_code(text, "asks", [])
    for arguments, message in [
        ([1, 2], r"(?s)runtime argument 5, but this core has 2, numbers 0 to 1.*:3\b"),
        ([9] * 6, r"(?s)semaphore 9, but the program has one, number 0.*:4\b"),
    ]:
        program = card.Program()
        program.add_semaphore((0, 0), 0)
        program.set_runtime_args(program.add_kernel(code, (0, 0), "dm0"), (0, 0), arguments)
        with pytest.raises(card.CoreError, match=message):
            chip.run(program)


def test_cpp_of_every_op_compiles() -> None:
    bodies: dict[str, list[str]] = {"noc": [], "compute": []}
    with ir.Context(), ir.Location.unknown():
        for case in all_cases():
            if "_expr" in case.text:
                continue  # expressions of a kernel's own C++
            try:
                source = passes.ttkernel_to_cpp(ir.Module.parse(case.text))
            except ir.MLIRError:
                continue  # tests/python/ttmlir/test_kernel_lowering.py says which
            head, body = source.split("void kernel_main() {" if case.thread == "noc" else "void MAIN {", 1)
            number = len(bodies[case.thread])
            bodies[case.thread].append((head, f"static void part{number}() {{{body.split('} // namespace')[0]}"))  # type: ignore[arg-type]
    for thread, parts in bodies.items():
        includes = "\n".join(
            dict.fromkeys(line for head, _ in parts for line in head.splitlines() if line.startswith("#"))
        )
        helpers = next((head for head, _ in parts if "bfloat16_greater" in head), "")
        helpers = helpers[helpers.find("// Whether") :] if helpers else ""
        functions = "\n".join(body for _, body in parts)
        calls = "\n".join(f"  if (get_arg_val<uint32_t>({n})) part{n}();" for n in range(len(parts)))
        source = f"{includes}\n{helpers}\n{functions}\nvoid kernel_main() {{\n{calls}\n}}\n"
        core = "compute" if thread == "compute" else "dm0"
        card.Kernel.compile(source, f"{thread}.cpp", processor=core, compile_time_args=COMPILE_TIME_ARGS)
