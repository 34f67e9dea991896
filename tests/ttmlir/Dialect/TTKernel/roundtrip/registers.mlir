// The destination registers (DST): who may use them, and how tiles come in and move within.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @registers(
func.func @registers(%arg0: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg1: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg2: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg3: index, %arg4: index, %arg5: index) attributes {ttkernel.thread = #ttkernel.thread<compute>} {
  // CHECK: ttkernel.compute_kernel_hw_startup(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.compute_kernel_hw_startup(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.compute_kernel_hw_startup(%arg0, %arg1, %arg2) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.compute_kernel_hw_startup(%arg0, %arg1, %arg2) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.init_sfpu(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.init_sfpu(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.unary_op_init_common(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.unary_op_init_common(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.binary_op_init_common(%arg0, %arg1, %arg2) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.binary_op_init_common(%arg0, %arg1, %arg2) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.reconfig_data_format_srca(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.reconfig_data_format_srca(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.tile_regs_acquire() : () -> ()
  ttkernel.tile_regs_acquire() : () -> ()
  // CHECK: ttkernel.tile_regs_commit() : () -> ()
  ttkernel.tile_regs_commit() : () -> ()
  // CHECK: ttkernel.tile_regs_wait() : () -> ()
  ttkernel.tile_regs_wait() : () -> ()
  // CHECK: ttkernel.tile_regs_release() : () -> ()
  ttkernel.tile_regs_release() : () -> ()
  // CHECK: ttkernel.copy_tile_init(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.copy_tile_init(%arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.copy_tile(%arg0, %arg3, %arg4) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index) -> ()
  ttkernel.copy_tile(%arg0, %arg3, %arg4) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index) -> ()
  // CHECK: ttkernel.copy_block_matmul_partials(%arg0, %arg3, %arg4, %arg5) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  ttkernel.copy_block_matmul_partials(%arg0, %arg3, %arg4, %arg5) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  // CHECK: ttkernel.copy_dest_values_init() : () -> ()
  ttkernel.copy_dest_values_init() : () -> ()
  // CHECK: ttkernel.copy_dest_values(%arg3, %arg4, <si32>) : (index, index) -> ()
  ttkernel.copy_dest_values(%arg3, %arg4, <si32>) : (index, index) -> ()
  // CHECK: ttkernel.experimental.unpack_stall_on_pack
  ttkernel.experimental.unpack_stall_on_pack
  return
}
