// Caches, in place and as values: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @fill_cache(
func.func @fill_cache(%arg0: tensor<8x4x64x32xf32>, %arg1: tensor<1x4x16x32xf32>) {
  // CHECK: "ttir.fill_cache"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<8x4x64x32xf32>, tensor<1x4x16x32xf32>) -> ()
  "ttir.fill_cache"(%arg0, %arg1) <{batch_offset = 0 : i32}> : (tensor<8x4x64x32xf32>, tensor<1x4x16x32xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @fill_cache_2(
func.func @fill_cache_2(%arg0: tensor<8x4x64x32xf32>, %arg1: tensor<1x4x16x32xf32>) -> tensor<8x4x64x32xf32> {
  // CHECK: "ttir.fill_cache"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<8x4x64x32xf32>, tensor<1x4x16x32xf32>) -> tensor<8x4x64x32xf32>
  %0 = "ttir.fill_cache"(%arg0, %arg1) <{batch_offset = 7 : i32}> : (tensor<8x4x64x32xf32>, tensor<1x4x16x32xf32>) -> tensor<8x4x64x32xf32>
  return %0 : tensor<8x4x64x32xf32>
}

// CHECK-LABEL: func.func @update_cache(
func.func @update_cache(%arg0: tensor<8x4x64x32xf32>, %arg1: tensor<1x4x8x32xf32>, %arg2: tensor<1xui32>) {
  // CHECK: "ttir.update_cache"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<8x4x64x32xf32>, tensor<1x4x8x32xf32>, tensor<1xui32>) -> ()
  "ttir.update_cache"(%arg0, %arg1, %arg2) <{batch_offset = 0 : i32}> : (tensor<8x4x64x32xf32>, tensor<1x4x8x32xf32>, tensor<1xui32>) -> ()
  return
}

// CHECK-LABEL: func.func @paged_fill_cache(
func.func @paged_fill_cache(%arg0: tensor<16x4x32x32xf32>, %arg1: tensor<1x4x60x32xf32>, %arg2: tensor<8x2xsi32>, %arg3: tensor<1xsi32>) {
  // CHECK: "ttir.paged_fill_cache"(%arg0, %arg1, %arg2, %arg3)
  // CHECK-SAME: : (tensor<16x4x32x32xf32>, tensor<1x4x60x32xf32>, tensor<8x2xsi32>, tensor<1xsi32>) -> ()
  "ttir.paged_fill_cache"(%arg0, %arg1, %arg2, %arg3) : (tensor<16x4x32x32xf32>, tensor<1x4x60x32xf32>, tensor<8x2xsi32>, tensor<1xsi32>) -> ()
  return
}

// CHECK-LABEL: func.func @paged_update_cache(
func.func @paged_update_cache(%arg0: tensor<16x4x32x32xf32>, %arg1: tensor<1x8x4x32xf32>, %arg2: tensor<8xsi32>, %arg3: tensor<8x2xsi32>) -> tensor<16x4x32x32xf32> {
  // CHECK: "ttir.paged_update_cache"(%arg0, %arg1, %arg2, %arg3) <{
  // CHECK-SAME: : (tensor<16x4x32x32xf32>, tensor<1x8x4x32xf32>, tensor<8xsi32>, tensor<8x2xsi32>) -> tensor<16x4x32x32xf32>
  %0 = "ttir.paged_update_cache"(%arg0, %arg1, %arg2, %arg3) <{share_cache = false}> : (tensor<16x4x32x32xf32>, tensor<1x8x4x32xf32>, tensor<8xsi32>, tensor<8x2xsi32>) -> tensor<16x4x32x32xf32>
  return %0 : tensor<16x4x32x32xf32>
}
