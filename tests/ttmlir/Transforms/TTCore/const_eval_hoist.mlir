// What depends on parameters and constants alone moves to functions that run once.
// RUN: ttmlir-opt --const-eval-hoist-transform %s | FileCheck %s

// CHECK-LABEL: func.func @main
// CHECK-SAME: %[[X:arg0]]: tensor<4x8xf32>
// CHECK: %[[W:.*]] = ttcore.load_cached(@main_const_eval_0, [%arg1, %arg2])
// CHECK-NEXT: %[[V:.*]] = ttcore.load_cached(@main_const_eval_1, [%arg3])
// CHECK-NEXT: "ttir.matmul"(%arg0, %[[W]])
// CHECK-NOT: ttir.add
// CHECK: func.func private @main_const_eval_0(%arg0: tensor<8x8xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>}, %arg1: tensor<8x8xf32>
// CHECK-SAME: attributes {tt.function_type = "const_eval"}
// CHECK: ttir.constant
// CHECK: ttir.add
// CHECK: ttir.multiply
// CHECK: func.func private @main_const_eval_1
// CHECK: ttir.neg
func.func @main(%x: tensor<4x8xf32> {ttcore.argument_type = #ttcore.argument_type<input>},
                %a: tensor<8x8xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>},
                %b: tensor<8x8xf32> {ttcore.argument_type = #ttcore.argument_type<constant>},
                %c: tensor<8xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>}) -> tensor<4x8xf32> {
  %half = "ttir.constant"() <{value = dense<0.5> : tensor<8x8xf32>}> : () -> tensor<8x8xf32>
  %0 = "ttir.add"(%a, %b) : (tensor<8x8xf32>, tensor<8x8xf32>) -> tensor<8x8xf32>
  %1 = "ttir.multiply"(%0, %half) : (tensor<8x8xf32>, tensor<8x8xf32>) -> tensor<8x8xf32>
  %2 = "ttir.neg"(%c) : (tensor<8xf32>) -> tensor<8xf32>
  %3 = "ttir.matmul"(%x, %1) : (tensor<4x8xf32>, tensor<8x8xf32>) -> tensor<4x8xf32>
  %4 = "ttir.subtract"(%3, %2) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// A constant by itself, random numbers, and an argument that is written stay where they are.
// CHECK-LABEL: func.func @stays
// CHECK-NOT: ttcore.load_cached
// CHECK: return
func.func @stays(%x: tensor<4xf32>, %cache: tensor<1x1x8x4xf32> {ttcore.argument_type = #ttcore.argument_type<constant>}, %new: tensor<1x1x2x4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<1x1x8x4xf32>) {
  %0 = "ttir.constant"() <{value = dense<0.5> : tensor<4xf32>}> : () -> tensor<4xf32>
  %1 = "ttir.add"(%x, %0) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %2 = "ttir.rand"() <{size = [4 : i32]}> : () -> tensor<4xf32>
  %3 = "ttir.neg"(%2) : (tensor<4xf32>) -> tensor<4xf32>
  "ttir.fill_cache"(%cache, %new) <{batch_offset = 0 : i32}> : (tensor<1x1x8x4xf32>, tensor<1x1x2x4xf32>) -> ()
  %4 = "ttir.neg"(%cache) : (tensor<1x1x8x4xf32>) -> tensor<1x1x8x4xf32>
  return %1, %3, %4 : tensor<4xf32>, tensor<4xf32>, tensor<1x1x8x4xf32>
}
