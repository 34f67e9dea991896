// Writes through the network on chip, to one core or many, and the waits for their end.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @noc_write_in_data_movement(
func.func @noc_write_in_data_movement(%arg0: i32, %arg1: index, %arg2: index, %arg3: i32, %arg4: i32, %arg5: i32, %arg6: i8, %arg7: !ttkernel.TensorAccessor, %arg8: i8, %arg9: !ttkernel.noc_addr, %arg10: index, %arg11: index) attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  // CHECK: ttkernel.noc_async_write %arg0, core[%arg1, %arg2], %arg3, %arg4 : (i32, index, index, i32, i32) -> ()
  ttkernel.noc_async_write %arg0, core[%arg1, %arg2], %arg3, %arg4 : (i32, index, index, i32, i32) -> ()
  // CHECK: ttkernel.noc_async_write %arg0, bank[%arg3], %arg4, %arg5, noc %arg6 : (i32, i32, i32, i32, i8) -> ()
  ttkernel.noc_async_write %arg0, bank[%arg3], %arg4, %arg5, noc %arg6 : (i32, i32, i32, i32, i8) -> ()
  // CHECK: ttkernel.noc_async_write_tile(%arg1, %arg7, %arg0) : (index, !ttkernel.TensorAccessor, i32) -> ()
  ttkernel.noc_async_write_tile(%arg1, %arg7, %arg0) : (index, !ttkernel.TensorAccessor, i32) -> ()
  // CHECK: ttkernel.noc_async_write_tile(%arg1, %arg7, %arg0, %arg6) : (index, !ttkernel.TensorAccessor, i32, i8) -> ()
  ttkernel.noc_async_write_tile(%arg1, %arg7, %arg0, %arg6) : (index, !ttkernel.TensorAccessor, i32, i8) -> ()
  // CHECK: ttkernel.noc_inline_dw_write(core[%arg1, %arg2], %arg0, %arg3, %arg6) : (index, index, i32, i32, i8) -> ()
  ttkernel.noc_inline_dw_write(core[%arg1, %arg2], %arg0, %arg3, %arg6) : (index, index, i32, i32, i8) -> ()
  // CHECK: ttkernel.noc_inline_dw_write(core[%arg1, %arg2], %arg0, %arg3, %arg6, noc %arg8) : (index, index, i32, i32, i8, i8) -> ()
  ttkernel.noc_inline_dw_write(core[%arg1, %arg2], %arg0, %arg3, %arg6, noc %arg8) : (index, index, i32, i32, i8, i8) -> ()
  // CHECK: ttkernel.remote_sram_write_u32(%arg0, %arg9) : (i32, !ttkernel.noc_addr) -> ()
  ttkernel.remote_sram_write_u32(%arg0, %arg9) : (i32, !ttkernel.noc_addr) -> ()
  // CHECK: ttkernel.remote_sram_write_u32(%arg0, %arg9, %arg6) : (i32, !ttkernel.noc_addr, i8) -> ()
  ttkernel.remote_sram_write_u32(%arg0, %arg9, %arg6) : (i32, !ttkernel.noc_addr, i8) -> ()
  // CHECK: ttkernel.noc_async_write_multicast(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5) : (i32, i32, i32, index, index, index, index, i32) -> ()
  ttkernel.noc_async_write_multicast(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5) : (i32, i32, i32, index, index, index, index, i32) -> ()
  // CHECK: ttkernel.noc_async_write_multicast(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5, noc %arg6, linked true) : (i32, i32, i32, index, index, index, index, i32, i8) -> ()
  ttkernel.noc_async_write_multicast(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5, noc %arg6, linked true) : (i32, i32, i32, index, index, index, index, i32, i8) -> ()
  // CHECK: ttkernel.noc_async_write_multicast_loopback_src(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5) : (i32, i32, i32, index, index, index, index, i32) -> ()
  ttkernel.noc_async_write_multicast_loopback_src(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5) : (i32, i32, i32, index, index, index, index, i32) -> ()
  // CHECK: ttkernel.noc_async_write_multicast_loopback_src(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5, noc %arg6, linked true) : (i32, i32, i32, index, index, index, index, i32, i8) -> ()
  ttkernel.noc_async_write_multicast_loopback_src(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5, noc %arg6, linked true) : (i32, i32, i32, index, index, index, index, i32, i8) -> ()
  // CHECK: ttkernel.noc_async_write_multicast_one_packet(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5) : (i32, i32, i32, index, index, index, index, i32) -> ()
  ttkernel.noc_async_write_multicast_one_packet(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5) : (i32, i32, i32, index, index, index, index, i32) -> ()
  // CHECK: ttkernel.noc_async_write_multicast_one_packet(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5, noc %arg6, linked true) : (i32, i32, i32, index, index, index, index, i32, i8) -> ()
  ttkernel.noc_async_write_multicast_one_packet(%arg0, %arg3, %arg4, start_xy[%arg1, %arg2], end_xy[%arg10, %arg11], %arg5, noc %arg6, linked true) : (i32, i32, i32, index, index, index, index, i32, i8) -> ()
  // CHECK: ttkernel.noc_async_write_barrier() : () -> ()
  ttkernel.noc_async_write_barrier() : () -> ()
  // CHECK: ttkernel.noc_async_write_barrier(%arg6) : (i8) -> ()
  ttkernel.noc_async_write_barrier(%arg6) : (i8) -> ()
  // CHECK: ttkernel.noc_async_atomic_barrier() : () -> ()
  ttkernel.noc_async_atomic_barrier() : () -> ()
  // CHECK: ttkernel.noc_async_atomic_barrier(%arg6) : (i8) -> ()
  ttkernel.noc_async_atomic_barrier(%arg6) : (i8) -> ()
  return
}

// CHECK-LABEL: func.func @noc_write_anywhere(
func.func @noc_write_anywhere(%arg0: i32, %arg1: index, %arg2: index, %arg3: i32, %arg4: i32, %arg5: i32, %arg6: i32, %arg7: i8) {
  // CHECK: ttkernel.noc_async_write_one_packet_with_trid(%arg0, core[%arg1, %arg2], %arg3, %arg4, %arg5) : (i32, index, index, i32, i32, i32) -> ()
  ttkernel.noc_async_write_one_packet_with_trid(%arg0, core[%arg1, %arg2], %arg3, %arg4, %arg5) : (i32, index, index, i32, i32, i32) -> ()
  // CHECK: ttkernel.noc_async_write_one_packet_with_trid(%arg0, bank[%arg3], %arg4, %arg5, %arg6, noc %arg7) : (i32, i32, i32, i32, i32, i8) -> ()
  ttkernel.noc_async_write_one_packet_with_trid(%arg0, bank[%arg3], %arg4, %arg5, %arg6, noc %arg7) : (i32, i32, i32, i32, i32, i8) -> ()
  // CHECK: ttkernel.noc_async_write_barrier_with_trid(%arg0) : (i32) -> ()
  ttkernel.noc_async_write_barrier_with_trid(%arg0) : (i32) -> ()
  // CHECK: ttkernel.noc_async_write_barrier_with_trid(%arg0, %arg7) : (i32, i8) -> ()
  ttkernel.noc_async_write_barrier_with_trid(%arg0, %arg7) : (i32, i8) -> ()
  return
}
