// The matrix unit on elements: sums, differences and products of tiles, and broadcasts within one.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @elementwise_fpu(
func.func @elementwise_fpu(%arg0: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg1: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg2: index, %arg3: index, %arg4: index) attributes {ttkernel.thread = #ttkernel.thread<compute>} {
  // CHECK: ttkernel.add_tiles_init(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.add_tiles_init(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.add_tiles(%arg0, %arg1, %arg2, %arg3, %arg4) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  ttkernel.add_tiles(%arg0, %arg1, %arg2, %arg3, %arg4) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  // CHECK: ttkernel.sub_tiles_init(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.sub_tiles_init(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.sub_tiles(%arg0, %arg1, %arg2, %arg3, %arg4) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  ttkernel.sub_tiles(%arg0, %arg1, %arg2, %arg3, %arg4) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  // CHECK: ttkernel.mul_tiles_init(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.mul_tiles_init(%arg0, %arg1) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.mul_tiles(%arg0, %arg1, %arg2, %arg3, %arg4) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  ttkernel.mul_tiles(%arg0, %arg1, %arg2, %arg3, %arg4) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  // CHECK: ttkernel.binary_dest_reuse_tiles_init(%arg0, <mul>, <dest_to_srca>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.binary_dest_reuse_tiles_init(%arg0, <mul>, <dest_to_srca>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.binary_dest_reuse_tiles(%arg0, %arg2, %arg3, <mul>, <dest_to_srca>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index) -> ()
  ttkernel.binary_dest_reuse_tiles(%arg0, %arg2, %arg3, <mul>, <dest_to_srca>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index) -> ()
  // CHECK: ttkernel.unary_bcast_init(%arg0, %arg1, <row>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.unary_bcast_init(%arg0, %arg1, <row>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.unary_bcast(%arg0, %arg2, %arg3, <row>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index) -> ()
  ttkernel.unary_bcast(%arg0, %arg2, %arg3, <row>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index) -> ()
  return
}
