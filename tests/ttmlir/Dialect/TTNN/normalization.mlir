// Normalizations are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @norms
func.func @norms(%x: tensor<2x8x16xf32>, %w: tensor<16xf32>, %y: tensor<2x4x5x6xf32>, %c: tensor<1x4x1x1xf32>, %z: tensor<2x1x64x16xf32>) {
  // CHECK: "ttnn.softmax"({{.*}}){{.*}}dimension = -1 : si32, numericStable = true{{.*}} : (tensor<2x8x16xf32>) -> tensor<2x8x16xf32>
  %0 = "ttnn.softmax"(%x) <{dimension = -1 : si32, numericStable = true}> : (tensor<2x8x16xf32>) -> tensor<2x8x16xf32>
  // CHECK: "ttnn.layer_norm"({{.*}}){{.*}}epsilon = 9.99999974E-6 : f32, operandSegmentSizes = array<i32: 1, 1, 1>{{.*}} : (tensor<2x8x16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<2x8x16xf32>
  %1 = "ttnn.layer_norm"(%x, %w, %w) <{epsilon = 9.99999974E-6 : f32, operandSegmentSizes = array<i32: 1, 1, 1>}> : (tensor<2x8x16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<2x8x16xf32>
  // CHECK: "ttnn.rms_norm"({{.*}}){{.*}}epsilon = 9.99999974E-6 : f32, operandSegmentSizes = array<i32: 1, 1, 0>{{.*}} : (tensor<2x8x16xf32>, tensor<16xf32>) -> tensor<2x8x16xf32>
  %2 = "ttnn.rms_norm"(%x, %w) <{epsilon = 9.99999974E-6 : f32, operandSegmentSizes = array<i32: 1, 1, 0>}> : (tensor<2x8x16xf32>, tensor<16xf32>) -> tensor<2x8x16xf32>
  // CHECK: "ttnn.batch_norm_inference"({{.*}}){{.*}}epsilon = 9.99999974E-6 : f32, operandSegmentSizes = array<i32: 1, 1, 1, 1, 1>{{.*}} : (tensor<2x4x5x6xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>) -> tensor<2x4x5x6xf32>
  %3 = "ttnn.batch_norm_inference"(%y, %c, %c, %c, %c) <{epsilon = 9.99999974E-6 : f32, operandSegmentSizes = array<i32: 1, 1, 1, 1, 1>}> : (tensor<2x4x5x6xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>) -> tensor<2x4x5x6xf32>
  // CHECK: "ttnn.batch_norm_training"({{.*}}){{.*}}epsilon = 9.99999974E-6 : f32, momentum = 1.000000e-01 : f32, operandSegmentSizes = array<i32: 1, 1, 1, 0, 0>{{.*}} : (tensor<2x4x5x6xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>) -> tensor<2x4x5x6xf32>
  %4 = "ttnn.batch_norm_training"(%y, %c, %c) <{epsilon = 9.99999974E-6 : f32, momentum = 1.000000e-01 : f32, operandSegmentSizes = array<i32: 1, 1, 1, 0, 0>}> : (tensor<2x4x5x6xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>) -> tensor<2x4x5x6xf32>
  // CHECK: "ttnn.group_norm"({{.*}}){{.*}}epsilon = 9.99999974E-6 : f32, num_groups = 4 : i64, operandSegmentSizes = array<i32: 1, 0, 1, 0>{{.*}} : (tensor<2x1x64x16xf32>, tensor<16xf32>) -> tensor<2x1x64x16xf32>
  %5 = "ttnn.group_norm"(%z, %w) <{epsilon = 9.99999974E-6 : f32, num_groups = 4 : i64, operandSegmentSizes = array<i32: 1, 0, 1, 0>}> : (tensor<2x1x64x16xf32>, tensor<16xf32>) -> tensor<2x1x64x16xf32>
  return
}
