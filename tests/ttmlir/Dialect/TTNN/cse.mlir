// Equal operations are merged, but not across a write in place.
// RUN: ttmlir-opt --cse %s | FileCheck %s

// CHECK-LABEL: func.func @merged
func.func @merged(%arg0: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  // CHECK-COUNT-1: ttnn.exp
  // CHECK-NOT: ttnn.exp
  %0 = "ttnn.exp"(%arg0) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "ttnn.exp"(%arg0) : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// CHECK-LABEL: func.func @written_between
func.func @written_between(%cache: tensor<1x8x64x16xf32>, %input: tensor<1x8x4x16xf32>) -> (tensor<1x8x64x16xf32>, tensor<1x8x64x16xf32>) {
  // CHECK: ttnn.exp
  %0 = "ttnn.exp"(%cache) : (tensor<1x8x64x16xf32>) -> tensor<1x8x64x16xf32>
  // CHECK-NEXT: ttnn.fill_cache
  "ttnn.fill_cache"(%cache, %input) <{batch_offset = 0 : i32}> : (tensor<1x8x64x16xf32>, tensor<1x8x4x16xf32>) -> ()
  // CHECK-NEXT: ttnn.exp
  %1 = "ttnn.exp"(%cache) : (tensor<1x8x64x16xf32>) -> tensor<1x8x64x16xf32>
  return %0, %1 : tensor<1x8x64x16xf32>, tensor<1x8x64x16xf32>
}

// Each copy may be written: two are not one.
// CHECK-LABEL: func.func @copies
func.func @copies(%arg0: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  // CHECK-COUNT-2: ttnn.assign
  %0 = "ttnn.assign"(%arg0) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "ttnn.assign"(%arg0) : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}
