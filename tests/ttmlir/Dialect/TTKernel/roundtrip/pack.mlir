// The packer: tiles from DST into circular buffers.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @pack(
func.func @pack(%arg0: index, %arg1: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg2: index, %arg3: i32) attributes {ttkernel.thread = #ttkernel.thread<compute>} {
  // CHECK: ttkernel.pack_tile(%arg0, %arg1, %arg2, false) : (index, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index) -> ()
  ttkernel.pack_tile(%arg0, %arg1, %arg2, false) : (index, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index) -> ()
  // CHECK: ttkernel.pack_tile(%arg0, %arg1, %arg3, true) : (index, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  ttkernel.pack_tile(%arg0, %arg1, %arg3, true) : (index, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  // CHECK: ttkernel.pack_tile_block(%arg0, %arg1, %arg2) : (index, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index) -> ()
  ttkernel.pack_tile_block(%arg0, %arg1, %arg2) : (index, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index) -> ()
  // CHECK: ttkernel.pack_reconfig_data_format(%arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.pack_reconfig_data_format(%arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.pack_reconfig_l1_acc(%arg3) : (i32) -> ()
  ttkernel.pack_reconfig_l1_acc(%arg3) : (i32) -> ()
  return
}
