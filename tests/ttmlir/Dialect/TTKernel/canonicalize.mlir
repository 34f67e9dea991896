// A barrier is dropped where an earlier one has waited for all that it would wait for.
// RUN: ttmlir-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func.func @repeated(
// CHECK-NEXT: ttkernel.noc_async_read_barrier() : () -> ()
// CHECK-NEXT: ttkernel.noc_async_write_barrier() : () -> ()
// CHECK-NEXT: ttkernel.cb_push_back
// CHECK-NEXT: return
func.func @repeated(%arg0: !ttkernel.cb<4, bf16>, %arg1: i32) {
  ttkernel.noc_async_read_barrier() : () -> ()
  ttkernel.noc_async_write_barrier() : () -> ()
  ttkernel.noc_async_read_barrier() : () -> ()
  ttkernel.cb_push_back(%arg0, %arg1) : (!ttkernel.cb<4, bf16>, i32) -> ()
  ttkernel.noc_async_write_barrier() : () -> ()
  return
}

// CHECK-LABEL: func.func @networks(
// CHECK-NEXT: ttkernel.noc_async_read_barrier(%arg0)
// CHECK-NEXT: ttkernel.noc_async_read_barrier(%arg1)
// CHECK-NEXT: ttkernel.noc_async_read_barrier()
// CHECK-NEXT: return
func.func @networks(%arg0: i8, %arg1: i8) {
  ttkernel.noc_async_read_barrier(%arg0) : (i8) -> ()
  ttkernel.noc_async_read_barrier(%arg1) : (i8) -> ()
  ttkernel.noc_async_read_barrier() : () -> ()
  ttkernel.noc_async_read_barrier(%arg0) : (i8) -> ()
  return
}

// CHECK-LABEL: func.func @transfers(
// CHECK-COUNT-2: ttkernel.noc_async_read_barrier
// CHECK-COUNT-3: ttkernel.noc_async_write_barrier
func.func @transfers(%arg0: i32, %arg1: !ttkernel.noc_addr) {
  ttkernel.noc_async_read_barrier() : () -> ()
  ttkernel.noc_async_read bank[%arg0], %arg0, %arg0, %arg0 : (i32, i32, i32, i32) -> ()
  ttkernel.noc_async_read_barrier() : () -> ()
  ttkernel.noc_async_write_barrier() : () -> ()
  ttkernel.noc_async_write %arg0, bank[%arg0], %arg0, %arg0 : (i32, i32, i32, i32) -> ()
  ttkernel.noc_async_write_barrier() : () -> ()
  ttkernel.remote_sram_write_u32(%arg0, %arg1) : (i32, !ttkernel.noc_addr) -> ()
  ttkernel.noc_async_write_barrier() : () -> ()
  return
}

// Loops and calls may start transfers.
// CHECK-LABEL: func.func @elsewhere(
// CHECK-NEXT: ttkernel.noc_async_read_barrier
// CHECK: scf.for
// CHECK: ttkernel.noc_async_read_barrier
// CHECK-NEXT: call @repeated
// CHECK-NEXT: ttkernel.noc_async_read_barrier
func.func @elsewhere(%arg0: !ttkernel.cb<4, bf16>, %arg1: i32, %arg2: index, %arg3: index) {
  ttkernel.noc_async_read_barrier() : () -> ()
  scf.for %i = %arg2 to %arg3 step %arg2 {
    ttkernel.noc_async_read bank[%arg1], %arg1, %arg1, %arg1 : (i32, i32, i32, i32) -> ()
  }
  ttkernel.noc_async_read_barrier() : () -> ()
  func.call @repeated(%arg0, %arg1) : (!ttkernel.cb<4, bf16>, i32) -> ()
  ttkernel.noc_async_read_barrier() : () -> ()
  return
}

// CHECK-LABEL: func.func @stalls(
// CHECK-NEXT: ttkernel.experimental.unpack_stall_on_pack
// CHECK-NEXT: return
func.func @stalls() {
  ttkernel.experimental.unpack_stall_on_pack
  ttkernel.experimental.unpack_stall_on_pack
  return
}
