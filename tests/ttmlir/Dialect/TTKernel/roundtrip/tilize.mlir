// Rows to tiles and tiles to rows, and transposed tiles.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @tilize(
func.func @tilize(%arg0: !ttkernel.cb<4096, bf16>, %arg1: i32, %arg2: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg3: i32, %arg4: !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, %arg5: index, %arg6: index) attributes {ttkernel.thread = #ttkernel.thread<compute>} {
  // CHECK: ttkernel.tilize_init(%arg0, %arg1, %arg2) : (!ttkernel.cb<4096, bf16>, i32, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.tilize_init(%arg0, %arg1, %arg2) : (!ttkernel.cb<4096, bf16>, i32, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.tilize_block(%arg0, %arg1, %arg2) : (!ttkernel.cb<4096, bf16>, i32, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.tilize_block(%arg0, %arg1, %arg2) : (!ttkernel.cb<4096, bf16>, i32, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.experimental.tilize_block(%arg0, %arg2, %arg1, %arg3) : (!ttkernel.cb<4096, bf16>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32, i32) -> ()
  ttkernel.experimental.tilize_block(%arg0, %arg2, %arg1, %arg3) : (!ttkernel.cb<4096, bf16>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32, i32) -> ()
  // CHECK: ttkernel.tilize_uninit(%arg0, %arg2) : (!ttkernel.cb<4096, bf16>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.tilize_uninit(%arg0, %arg2) : (!ttkernel.cb<4096, bf16>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.untilize_init(%arg2) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.untilize_init(%arg2) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.untilize_block(%arg2, %arg1, %arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32, !ttkernel.cb<4096, bf16>) -> ()
  ttkernel.untilize_block(%arg2, %arg1, %arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, i32, !ttkernel.cb<4096, bf16>) -> ()
  // CHECK: ttkernel.experimental.untilize_block(%arg2, %arg0, %arg1, %arg3) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4096, bf16>, i32, i32) -> ()
  ttkernel.experimental.untilize_block(%arg2, %arg0, %arg1, %arg3) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4096, bf16>, i32, i32) -> ()
  // CHECK: ttkernel.untilize_uninit(%arg2) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.untilize_uninit(%arg2) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.pack_untilize_init(%arg2, %arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4096, bf16>) -> ()
  ttkernel.pack_untilize_init(%arg2, %arg0) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4096, bf16>) -> ()
  // CHECK: ttkernel.pack_untilize_init(%arg2, %arg0) {colsPerDstPass = 2 : i32, totalColTiles = 4 : i32} : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4096, bf16>) -> ()
  ttkernel.pack_untilize_init(%arg2, %arg0) {colsPerDstPass = 2 : i32, totalColTiles = 4 : i32} : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4096, bf16>) -> ()
  // CHECK: ttkernel.experimental.pack_untilize_block(%arg2, %arg0, %arg1, %arg3) {colsPerDstPass = 2 : i32, totalColTiles = 4 : i32} : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4096, bf16>, i32, i32) -> ()
  ttkernel.experimental.pack_untilize_block(%arg2, %arg0, %arg1, %arg3) {colsPerDstPass = 2 : i32, totalColTiles = 4 : i32} : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4096, bf16>, i32, i32) -> ()
  // CHECK: ttkernel.pack_untilize_uninit(%arg0) : (!ttkernel.cb<4096, bf16>) -> ()
  ttkernel.pack_untilize_uninit(%arg0) : (!ttkernel.cb<4096, bf16>) -> ()
  // CHECK: ttkernel.transpose_wh_init(%arg2, %arg4) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  ttkernel.transpose_wh_init(%arg2, %arg4) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>) -> ()
  // CHECK: ttkernel.transpose_wh_tile(%arg2, %arg5, %arg6) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index) -> ()
  ttkernel.transpose_wh_tile(%arg2, %arg5, %arg6) : (!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>, index, index) -> ()
  return
}
