// Reads through the network on chip, and the waits for their end.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @noc_read_in_data_movement(
func.func @noc_read_in_data_movement(%arg0: index, %arg1: index, %arg2: i32, %arg3: i32, %arg4: i32, %arg5: i32, %arg6: i8, %arg7: !ttkernel.l1_addr, %arg8: !ttkernel.TensorAccessor) attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  // CHECK: ttkernel.noc_async_read core[%arg0, %arg1], %arg2, %arg3, %arg4 : (index, index, i32, i32, i32) -> ()
  ttkernel.noc_async_read core[%arg0, %arg1], %arg2, %arg3, %arg4 : (index, index, i32, i32, i32) -> ()
  // CHECK: ttkernel.noc_async_read bank[%arg2], %arg3, %arg4, %arg5, noc %arg6 : (i32, i32, i32, i32, i8) -> ()
  ttkernel.noc_async_read bank[%arg2], %arg3, %arg4, %arg5, noc %arg6 : (i32, i32, i32, i32, i8) -> ()
  // CHECK: ttkernel.noc_async_read_one_packet_set_state(core[%arg0, %arg1], %arg2, %arg3) : (index, index, i32, i32) -> ()
  ttkernel.noc_async_read_one_packet_set_state(core[%arg0, %arg1], %arg2, %arg3) : (index, index, i32, i32) -> ()
  // CHECK: ttkernel.noc_async_read_one_packet_set_state( bank[%arg2], %arg3, %arg4, noc %arg6) : (i32, i32, i32, i8) -> ()
  ttkernel.noc_async_read_one_packet_set_state(bank[%arg2], %arg3, %arg4, noc %arg6) : (i32, i32, i32, i8) -> ()
  // CHECK: ttkernel.noc_async_read_one_packet_with_state(core[%arg0, %arg1], %arg2, %arg7, %arg3) : (index, index, i32, !ttkernel.l1_addr, i32) -> ()
  ttkernel.noc_async_read_one_packet_with_state(core[%arg0, %arg1], %arg2, %arg7, %arg3) : (index, index, i32, !ttkernel.l1_addr, i32) -> ()
  // CHECK: ttkernel.noc_async_read_one_packet_with_state( bank[%arg2], %arg3, %arg4, %arg5, noc %arg6) : (i32, i32, i32, i32, i8) -> ()
  ttkernel.noc_async_read_one_packet_with_state(bank[%arg2], %arg3, %arg4, %arg5, noc %arg6) : (i32, i32, i32, i32, i8) -> ()
  // CHECK: ttkernel.noc_async_read_tile(%arg2, %arg8, %arg3) : (i32, !ttkernel.TensorAccessor, i32) -> ()
  ttkernel.noc_async_read_tile(%arg2, %arg8, %arg3) : (i32, !ttkernel.TensorAccessor, i32) -> ()
  // CHECK: ttkernel.noc_async_read_tile(%arg2, %arg8, %arg3, %arg6) : (i32, !ttkernel.TensorAccessor, i32, i8) -> ()
  ttkernel.noc_async_read_tile(%arg2, %arg8, %arg3, %arg6) : (i32, !ttkernel.TensorAccessor, i32, i8) -> ()
  // CHECK: ttkernel.noc_async_read_barrier() : () -> ()
  ttkernel.noc_async_read_barrier() : () -> ()
  // CHECK: ttkernel.noc_async_read_barrier(%arg6) : (i8) -> ()
  ttkernel.noc_async_read_barrier(%arg6) : (i8) -> ()
  return
}

// CHECK-LABEL: func.func @noc_read_anywhere(
func.func @noc_read_anywhere(%arg0: i32, %arg1: i8) {
  // CHECK: ttkernel.noc_async_read_barrier_with_trid(%arg0) : (i32) -> ()
  ttkernel.noc_async_read_barrier_with_trid(%arg0) : (i32) -> ()
  // CHECK: ttkernel.noc_async_read_barrier_with_trid(%arg0, %arg1) : (i32, i8) -> ()
  ttkernel.noc_async_read_barrier_with_trid(%arg0, %arg1) : (i32, i8) -> ()
  return
}
