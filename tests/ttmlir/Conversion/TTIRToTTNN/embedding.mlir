// Indices that a front end gives in floating point are converted.
// RUN: ttmlir-opt --convert-ttir-to-ttnn %s | FileCheck %s

// CHECK-LABEL: @f
func.func @f(%ids: tensor<4xbf16>, %table: tensor<16x8xf32>) -> tensor<4x8xf32> {
  // CHECK: %[[IDS:.*]] = "ttnn.typecast"(%arg0) : (tensor<4xbf16>) -> tensor<4xsi32>
  // CHECK: "ttnn.embedding"(%[[IDS]], %arg1)
  %0 = "ttir.embedding"(%ids, %table) : (tensor<4xbf16>, tensor<16x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
