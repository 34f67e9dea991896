// Products of matrices, a tile or a block of tiles at a time.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @matmul(
func.func @matmul(%arg0: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg1: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg2: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg3: i32, %arg4: index, %arg5: index, %arg6: index, %arg7: i32, %arg8: i32, %arg9: i32, %arg10: i32) attributes {ttkernel.thread = #ttkernel.thread<compute>} {
  // CHECK: ttkernel.mm_init(%arg0, %arg1, %arg2, %arg3) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  ttkernel.mm_init(%arg0, %arg1, %arg2, %arg3) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  // CHECK: ttkernel.mm_init_short(%arg0, %arg1, %arg3) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  ttkernel.mm_init_short(%arg0, %arg1, %arg3) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32) -> ()
  // CHECK: ttkernel.matmul_tiles(%arg0, %arg1, %arg4, %arg5, %arg6) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  ttkernel.matmul_tiles(%arg0, %arg1, %arg4, %arg5, %arg6) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  // CHECK: "ttkernel.mm_block_init"(%arg0, %arg1, %arg2, %arg3, %arg7, %arg8, %arg9) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32, i32, i32, i32) -> ()
  "ttkernel.mm_block_init"(%arg0, %arg1, %arg2, %arg3, %arg7, %arg8, %arg9) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32, i32, i32, i32) -> ()
  // CHECK: "ttkernel.mm_block_init_short"(%arg0, %arg1, %arg3, %arg7, %arg8, %arg9) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32, i32, i32, i32) -> ()
  "ttkernel.mm_block_init_short"(%arg0, %arg1, %arg3, %arg7, %arg8, %arg9) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32, i32, i32, i32) -> ()
  // CHECK: ttkernel.matmul_block(%arg0, %arg1, %arg4, %arg5, %arg6, %arg3, %arg7, %arg8, %arg9) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index, i32, i32, i32, i32) -> ()
  ttkernel.matmul_block(%arg0, %arg1, %arg4, %arg5, %arg6, %arg3, %arg7, %arg8, %arg9) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index, i32, i32, i32, i32) -> ()
  // CHECK: "ttkernel.experimental.matmul_block"(%arg0, %arg1, %arg4, %arg5, %arg6, %arg3, %arg7, %arg8, %arg9, %arg10) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index, i32, i32, i32, i32, i32) -> ()
  "ttkernel.experimental.matmul_block"(%arg0, %arg1, %arg4, %arg5, %arg6, %arg3, %arg7, %arg8, %arg9, %arg10) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index, i32, i32, i32, i32, i32) -> ()
  return
}

// The tiles of the two sides need not have one shape.
// CHECK-LABEL: func.func @narrow_tiles(
func.func @narrow_tiles(%arg0: !ttkernel.cb<4, !ttcore.tile<16x32, bf16>>, %arg1: !ttkernel.cb<4, !ttcore.tile<32x32, bfp_bf8>>, %arg2: index) {
  // CHECK: ttkernel.matmul_tiles
  ttkernel.matmul_tiles(%arg0, %arg1, %arg2, %arg2, %arg2) : (!ttkernel.cb<4, !ttcore.tile<16x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bfp_bf8>>, index, index, index) -> ()
  return
}
