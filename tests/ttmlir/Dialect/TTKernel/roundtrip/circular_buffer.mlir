// Circular buffers: how their two sides wait for each other, and where their pages lie.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @circular_buffer(
func.func @circular_buffer(%arg0: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg1: i32) {
  // CHECK: ttkernel.cb_reserve_back(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  ttkernel.cb_reserve_back(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  // CHECK: ttkernel.cb_push_back(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  ttkernel.cb_push_back(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  // CHECK: ttkernel.cb_wait_front(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  ttkernel.cb_wait_front(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  // CHECK: ttkernel.cb_pop_front(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  ttkernel.cb_pop_front(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  // CHECK: %0 = ttkernel.get_read_ptr(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> i32
  %0 = ttkernel.get_read_ptr(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> i32
  // CHECK: %1 = ttkernel.get_write_ptr(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> i32
  %1 = ttkernel.get_write_ptr(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> i32
  // CHECK: %2 = ttkernel.get_tile_size(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> i32
  %2 = ttkernel.get_tile_size(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> i32
  // CHECK: %3 = ttkernel.get_dataformat(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> !ttkernel.DataFormat
  %3 = ttkernel.get_dataformat(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> !ttkernel.DataFormat
  // CHECK: ttkernel.experimental.write_row_mask_tile(%arg1, %arg0) : (i32, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.experimental.write_row_mask_tile(%arg1, %arg0) : (i32, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.experimental.write_col_mask_tile(%arg1, %arg0) : (i32, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.experimental.write_col_mask_tile(%arg1, %arg0) : (i32, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.experimental.fill_arange_tile(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.experimental.fill_arange_tile(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  return
}
