// Every tensor gets a layout, and is freed after its last use.
// RUN: ttmlir-opt --ttnn-layout --ttnn-deallocate %s | FileCheck %s

// CHECK-DAG: #[[TILED:.*]] = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, memref<1x2x!ttcore.tile<32x32, f32>, #{{.*}}>, <interleaved>>
// CHECK-DAG: #[[ROWS:.*]] = #ttnn.ttnn_layout<(d0) -> (0, d0), <1x1>, memref<1x4xsi32, #{{.*}}>, <interleaved>>
// CHECK: func.func @f(%arg0: tensor<32x64xf32, #[[TILED]]>, %arg1: tensor<4xsi32, #[[ROWS]]>) -> tensor<32x64xf32, #[[TILED]]>
func.func @f(%a: tensor<32x64xf32>, %b: tensor<4xsi32>) -> tensor<32x64xf32> {
  // CHECK-NEXT: %[[C:.*]] = "ttnn.constant"
  // CHECK-NEXT: %[[E:.*]] = "ttnn.exp"
  // CHECK-NEXT: %[[A:.*]] = "ttnn.add"(%[[E]], %[[C]])
  // CHECK-NEXT: "ttnn.deallocate"(%[[E]])
  // CHECK-NEXT: %[[R:.*]] = "ttnn.relu"(%[[A]])
  // CHECK-NEXT: "ttnn.deallocate"(%[[A]])
  // CHECK-NEXT: return %[[R]]
  %0 = "ttnn.constant"() <{value = dense<1.0> : tensor<32x64xf32>}> : () -> tensor<32x64xf32>
  %1 = "ttnn.exp"(%a) : (tensor<32x64xf32>) -> tensor<32x64xf32>
  %2 = "ttnn.add"(%1, %0) : (tensor<32x64xf32>, tensor<32x64xf32>) -> tensor<32x64xf32>
  %3 = "ttnn.relu"(%2) : (tensor<32x64xf32>) -> tensor<32x64xf32>
  return %3 : tensor<32x64xf32>
}
