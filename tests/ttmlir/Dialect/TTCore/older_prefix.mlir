// Attributes and types with the dialect's older name are read, and printed with the current one.
// RUN: ttmlir-opt %s | FileCheck %s
// RUN: ttmlir-opt --ttcore-unwrap-device-module %s | FileCheck %s --check-prefix=RENAMED

// CHECK: %arg0: tensor<4xf32> {tt.argument_type = #ttcore.argument_type<input>}
// CHECK-SAME: %arg1: tensor<4xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>}
// RENAMED: %arg0: tensor<4xf32> {ttcore.argument_type = #ttcore.argument_type<input>}
// RENAMED-SAME: %arg1: tensor<4xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>}
func.func @f(%arg0: tensor<4xf32> {tt.argument_type = #tt.argument_type<input>},
             %arg1: tensor<4xf32> {ttcore.argument_type = #tt.argument_type<parameter>}) -> tensor<4xf32> {
  // CHECK: "ttir.add"
  %0 = "ttir.add"(%arg0, %arg1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK: !ttcore.tile<32x32, f32>
func.func private @types(tensor<4x4x!tt.tile<32x32, f32>>)
