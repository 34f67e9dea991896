// Equal ops become one, unless a tensor is written in place: then what was read before is not what is read behind.
// RUN: ttmlir-opt --ttir-merge-equal %s | FileCheck %s

// CHECK-LABEL: func.func @pure
// CHECK: ttir.exp
// CHECK-NOT: ttir.exp
// CHECK: ttir.add
func.func @pure(%a: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "ttir.exp"(%a) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "ttir.exp"(%a) : (tensor<4xf32>) -> tensor<4xf32>
  %2 = "ttir.add"(%0, %1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %2 : tensor<4xf32>
}

// CHECK-LABEL: func.func @writes
// CHECK: ttir.exp
// CHECK: ttir.fill_cache
// CHECK: ttir.exp
func.func @writes(%cache: tensor<1x2x8x4xf32>, %new: tensor<1x2x3x4xf32>) -> (tensor<1x2x8x4xf32>, tensor<1x2x8x4xf32>) {
  %0 = "ttir.exp"(%cache) : (tensor<1x2x8x4xf32>) -> tensor<1x2x8x4xf32>
  "ttir.fill_cache"(%cache, %new) <{batch_offset = 0 : i32}> : (tensor<1x2x8x4xf32>, tensor<1x2x3x4xf32>) -> ()
  %1 = "ttir.exp"(%cache) : (tensor<1x2x8x4xf32>) -> tensor<1x2x8x4xf32>
  return %0, %1 : tensor<1x2x8x4xf32>, tensor<1x2x8x4xf32>
}
