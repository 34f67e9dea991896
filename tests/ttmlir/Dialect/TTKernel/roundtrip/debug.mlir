// What helps to find errors in kernels: printing, and places that are never reached.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @dprint(
func.func @dprint(%arg0: index, %arg1: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) {
  // CHECK: ttkernel.dprint("nothing to see\0A") : () -> ()
  ttkernel.dprint("nothing to see\0A") : () -> ()
  // CHECK: ttkernel.dprint("row {} of {}\0A", %arg0, %arg1) : (index, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.dprint("row {} of {}\0A", %arg0, %arg1) : (index, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  return
}

// CHECK-LABEL: func.func @unreachable(
func.func @unreachable() {
  // CHECK: ttkernel.unreachable() : () -> ()
  ttkernel.unreachable() : () -> ()
}
