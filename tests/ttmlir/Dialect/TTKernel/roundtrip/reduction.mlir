// Sums, means and maxima over a tile, and the largest elements of several.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @reduction(
func.func @reduction(%arg0: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg1: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg2: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg3: index, %arg4: index, %arg5: index, %arg6: i32, %arg7: i32, %arg8: i32, %arg9: i32, %arg10: i32) attributes {ttkernel.thread = #ttkernel.thread<compute>} {
  // CHECK: ttkernel.reduce_init(%arg0, %arg1, %arg2, <reduce_sum>, <reduce_dim_row>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.reduce_init(%arg0, %arg1, %arg2, <reduce_sum>, <reduce_dim_row>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.reduce_tile(%arg0, %arg1, %arg3, %arg4, %arg5, <reduce_sum>, <reduce_dim_row>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  ttkernel.reduce_tile(%arg0, %arg1, %arg3, %arg4, %arg5, <reduce_sum>, <reduce_dim_row>) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index, index) -> ()
  // CHECK: ttkernel.reduce_uninit() : () -> ()
  ttkernel.reduce_uninit() : () -> ()
  // CHECK: ttkernel.sfpu_reduce_init(<reduce_sum>, <si32>) : () -> ()
  ttkernel.sfpu_reduce_init(<reduce_sum>, <si32>) : () -> ()
  // CHECK: ttkernel.sfpu_reduce(%arg3, <reduce_sum>, <si32>, <reduce_dim_row>) : (index) -> ()
  ttkernel.sfpu_reduce(%arg3, <reduce_sum>, <si32>, <reduce_dim_row>) : (index) -> ()
  // CHECK: "ttkernel.max_reduce_with_indices_init"() : () -> ()
  "ttkernel.max_reduce_with_indices_init"() : () -> ()
  // CHECK: "ttkernel.max_reduce_with_indices"(%arg3, %arg4, %arg5) <{accumulate = true, num_rows = 16 : i32}> : (index, index, index) -> ()
  "ttkernel.max_reduce_with_indices"(%arg3, %arg4, %arg5) <{accumulate = true, num_rows = 16 : i32}> : (index, index, index) -> ()
  // CHECK: ttkernel.topk_tile_init() : () -> ()
  ttkernel.topk_tile_init() : () -> ()
  // CHECK: ttkernel.topk_local_sort(%arg3, %arg6, %arg7, %arg8) : (index, i32, i32, i32) -> ()
  ttkernel.topk_local_sort(%arg3, %arg6, %arg7, %arg8) : (index, i32, i32, i32) -> ()
  // CHECK: ttkernel.topk_merge(%arg3, %arg6, %arg7) : (index, i32, i32) -> ()
  ttkernel.topk_merge(%arg3, %arg6, %arg7) : (index, i32, i32) -> ()
  // CHECK: ttkernel.topk_rebuild(%arg3, %arg6, %arg7, %arg8, %arg9, %arg10) : (index, i32, i32, i32, i32, i32) -> ()
  ttkernel.topk_rebuild(%arg3, %arg6, %arg7, %arg8, %arg9, %arg10) : (index, i32, i32, i32, i32, i32) -> ()
  return
}
