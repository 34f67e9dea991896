// Normalization: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @softmax(
func.func @softmax(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.softmax"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.softmax"(%arg0) <{dimension = -1 : si32, numericStable = true}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @layer_norm(
func.func @layer_norm(%arg0: tensor<2x128x384xf32>, %arg1: tensor<384xf32>, %arg2: tensor<384xf32>) -> tensor<2x128x384xf32> {
  // CHECK: "ttir.layer_norm"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<2x128x384xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<2x128x384xf32>
  %0 = "ttir.layer_norm"(%arg0, %arg1, %arg2) <{epsilon = 1.000000e-12 : f32, normalized_shape = array<i64: 384>, operandSegmentSizes = array<i32: 1, 1, 1>}> : (tensor<2x128x384xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<2x128x384xf32>
  return %0 : tensor<2x128x384xf32>
}

// CHECK-LABEL: func.func @layer_norm_2(
func.func @layer_norm_2(%arg0: tensor<2x4x8xf32>) -> tensor<2x4x8xf32> {
  // CHECK: "ttir.layer_norm"(%arg0) <{
  // CHECK-SAME: : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
  %0 = "ttir.layer_norm"(%arg0) <{normalized_shape = array<i64: 4, 8>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
  return %0 : tensor<2x4x8xf32>
}

// CHECK-LABEL: func.func @rms_norm(
func.func @rms_norm(%arg0: tensor<2x8xf32>, %arg1: tensor<8xf32>) -> tensor<2x8xf32> {
  // CHECK: "ttir.rms_norm"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<2x8xf32>, tensor<8xf32>) -> tensor<2x8xf32>
  %0 = "ttir.rms_norm"(%arg0, %arg1) <{normalized_shape = array<i64: 8>, operandSegmentSizes = array<i32: 1, 1, 0>}> : (tensor<2x8xf32>, tensor<8xf32>) -> tensor<2x8xf32>
  return %0 : tensor<2x8xf32>
}

// CHECK-LABEL: func.func @group_norm(
func.func @group_norm(%arg0: tensor<1x1x64x32xf32>, %arg1: tensor<1x1x1x32xf32>, %arg2: tensor<1x1x1x32xf32>) -> tensor<1x1x64x32xf32> {
  // CHECK: "ttir.group_norm"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<1x1x64x32xf32>, tensor<1x1x1x32xf32>, tensor<1x1x1x32xf32>) -> tensor<1x1x64x32xf32>
  %0 = "ttir.group_norm"(%arg0, %arg1, %arg2) <{num_groups = 4 : i64, operandSegmentSizes = array<i32: 1, 0, 1, 1>}> : (tensor<1x1x64x32xf32>, tensor<1x1x1x32xf32>, tensor<1x1x1x32xf32>) -> tensor<1x1x64x32xf32>
  return %0 : tensor<1x1x64x32xf32>
}

// CHECK-LABEL: func.func @batch_norm_inference(
func.func @batch_norm_inference(%arg0: tensor<2x3x4x4xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>, %arg3: tensor<3xf32>, %arg4: tensor<3xf32>) -> tensor<2x3x4x4xf32> {
  // CHECK: "ttir.batch_norm_inference"(%arg0, %arg1, %arg2, %arg3, %arg4) <{
  // CHECK-SAME: : (tensor<2x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x4x4xf32>
  %0 = "ttir.batch_norm_inference"(%arg0, %arg1, %arg2, %arg3, %arg4) <{dimension = 1 : i32, epsilon = 1.000000e-05 : f32}> : (tensor<2x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x4x4xf32>
  return %0 : tensor<2x3x4x4xf32>
}

// CHECK-LABEL: func.func @batch_norm_training(
func.func @batch_norm_training(%arg0: tensor<2x3x4x4xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>, %arg3: tensor<3xf32>, %arg4: tensor<3xf32>) -> (tensor<2x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>) {
  // CHECK: "ttir.batch_norm_training"(%arg0, %arg1, %arg2, %arg3, %arg4) <{
  // CHECK-SAME: : (tensor<2x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>)
  %0:3 = "ttir.batch_norm_training"(%arg0, %arg1, %arg2, %arg3, %arg4) <{dimension = 1 : i32, epsilon = 1.000000e-05 : f32, momentum = 1.000000e-01 : f32}> : (tensor<2x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return %0#0, %0#1, %0#2 : tensor<2x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>
}

// CHECK-LABEL: func.func @distributed_rms_norm(
func.func @distributed_rms_norm(%arg0: tensor<1x1x32x64xf32>, %arg1: tensor<64xf32>, %arg2: tensor<1x1x32x64xf32>) -> tensor<1x1x32x64xf32> {
  // CHECK: "ttir.distributed_rms_norm"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<1x1x32x64xf32>, tensor<64xf32>, tensor<1x1x32x64xf32>) -> tensor<1x1x32x64xf32>
  %0 = "ttir.distributed_rms_norm"(%arg0, %arg1, %arg2) <{cluster_axis = 1 : ui32, operandSegmentSizes = array<i32: 1, 1, 1>}> : (tensor<1x1x32x64xf32>, tensor<64xf32>, tensor<1x1x32x64xf32>) -> tensor<1x1x32x64xf32>
  return %0 : tensor<1x1x32x64xf32>
}

// CHECK-LABEL: func.func @distributed_layer_norm(
func.func @distributed_layer_norm(%arg0: tensor<1x1x32x64xf32>, %arg1: tensor<64xf32>, %arg2: tensor<64xf32>) -> tensor<1x1x32x64xf32> {
  // CHECK: "ttir.distributed_layer_norm"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<1x1x32x64xf32>, tensor<64xf32>, tensor<64xf32>) -> tensor<1x1x32x64xf32>
  %0 = "ttir.distributed_layer_norm"(%arg0, %arg1, %arg2) <{cluster_axis = 1 : ui32, operandSegmentSizes = array<i32: 1, 1, 1, 0>}> : (tensor<1x1x32x64xf32>, tensor<64xf32>, tensor<64xf32>) -> tensor<1x1x32x64xf32>
  return %0 : tensor<1x1x32x64xf32>
}
