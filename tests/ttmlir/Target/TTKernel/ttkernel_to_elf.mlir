// A kernel's code carries the lines of its module, and arithmetic that the cores have no instructions for is linked.
// RUN: ttmlir-translate --ttkernel-to-elf --compile-time-args=3 %s -o %t.elf
// RUN: llvm-objdump -d -l %t.elf | FileCheck %s
// RUN: not ttmlir-translate --ttkernel-to-elf %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=ARGS

// ARGS: ttkernel_to_elf.mlir:14:9: error: cannot lower 'ttkernel.get_compile_time_arg_val' to code for the card: there is no value for it
// CHECK: file format elf32-littleriscv
// CHECK: <_start>:
// CHECK: <kernel_main>:
// CHECK: ttkernel_to_elf.mlir:15
// CHECK: ecall
// CHECK: <__mulsf3>:
func.func private @kernel() attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  %cb = ttkernel.get_compile_time_arg_val(0) : () -> !ttkernel.cb<4, !ttcore.tile<32x32, f32>>
  %size = ttkernel.get_tile_size(%cb) : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>) -> i32
  %float = arith.sitofp %size : i32 to f32
  %square = arith.mulf %float, %float : f32
  ttkernel.dprint("{}\0A", %square) : (f32) -> ()
  return
}
