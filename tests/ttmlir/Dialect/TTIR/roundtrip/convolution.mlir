// Convolution: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @conv1d(
func.func @conv1d(%arg0: tensor<1x16x8xf32>, %arg1: tensor<32x8x3xf32>, %arg2: tensor<1x1x32xf32>) -> tensor<1x16x32xf32> {
  // CHECK: "ttir.conv1d"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<1x16x8xf32>, tensor<32x8x3xf32>, tensor<1x1x32xf32>) -> tensor<1x16x32xf32>
  %0 = "ttir.conv1d"(%arg0, %arg1, %arg2) <{dilation = 1 : i32, groups = 1 : i32, padding = 1 : i32, stride = 1 : i32}> : (tensor<1x16x8xf32>, tensor<32x8x3xf32>, tensor<1x1x32xf32>) -> tensor<1x16x32xf32>
  return %0 : tensor<1x16x32xf32>
}

// CHECK-LABEL: func.func @conv2d(
func.func @conv2d(%arg0: tensor<1x28x28x3xf32>, %arg1: tensor<16x3x3x3xf32>, %arg2: tensor<1x1x1x16xf32>) -> tensor<1x28x28x16xf32> {
  // CHECK: "ttir.conv2d"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<1x28x28x3xf32>, tensor<16x3x3x3xf32>, tensor<1x1x1x16xf32>) -> tensor<1x28x28x16xf32>
  %0 = "ttir.conv2d"(%arg0, %arg1, %arg2) <{dilation = 1 : i32, groups = 1 : i32, padding = array<i32: 1, 1>, stride = 1 : i32}> : (tensor<1x28x28x3xf32>, tensor<16x3x3x3xf32>, tensor<1x1x1x16xf32>) -> tensor<1x28x28x16xf32>
  return %0 : tensor<1x28x28x16xf32>
}

// CHECK-LABEL: func.func @conv2d_2(
func.func @conv2d_2(%arg0: tensor<1x224x224x3xf32>, %arg1: tensor<64x3x7x7xf32>) -> tensor<1x112x112x64xf32> {
  // CHECK: "ttir.conv2d"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<1x224x224x3xf32>, tensor<64x3x7x7xf32>) -> tensor<1x112x112x64xf32>
  %0 = "ttir.conv2d"(%arg0, %arg1) <{dilation = array<i32: 1, 1>, groups = 1 : i32, padding = array<i32: 3, 3, 3, 3>, stride = array<i32: 2, 2>}> : (tensor<1x224x224x3xf32>, tensor<64x3x7x7xf32>) -> tensor<1x112x112x64xf32>
  return %0 : tensor<1x112x112x64xf32>
}

// CHECK-LABEL: func.func @conv2d_3(
func.func @conv2d_3(%arg0: tensor<1x8x28x28xf32>, %arg1: tensor<8x1x3x3xf32>) -> tensor<1x8x28x30xf32> {
  // CHECK: "ttir.conv2d"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<1x8x28x28xf32>, tensor<8x1x3x3xf32>) -> tensor<1x8x28x30xf32>
  %0 = "ttir.conv2d"(%arg0, %arg1) <{batch_dim = 0 : i64, channel_dim = 1 : i64, dilation = 1 : i32, groups = 8 : i32, height_dim = 2 : i64, padding = array<i32: 0, 1, 2, 3>, stride = 1 : i32, width_dim = 3 : i64}> : (tensor<1x8x28x28xf32>, tensor<8x1x3x3xf32>) -> tensor<1x8x28x30xf32>
  return %0 : tensor<1x8x28x30xf32>
}

// CHECK-LABEL: func.func @conv2d_4(
func.func @conv2d_4(%arg0: tensor<1x1x784x3xf32>, %arg1: tensor<16x3x3x3xf32>) -> tensor<1x1x676x16xf32> {
  // CHECK: "ttir.conv2d"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<1x1x784x3xf32>, tensor<16x3x3x3xf32>) -> tensor<1x1x676x16xf32>
  %0 = "ttir.conv2d"(%arg0, %arg1) <{dilation = 1 : i32, flattened_compat_info = #ttir<flattened_compat batchSize = 1, inputHeight = 28, inputWidth = 28>, groups = 1 : i32, padding = 0 : i32, stride = 1 : i32}> : (tensor<1x1x784x3xf32>, tensor<16x3x3x3xf32>) -> tensor<1x1x676x16xf32>
  return %0 : tensor<1x1x676x16xf32>
}

// CHECK-LABEL: func.func @conv3d(
func.func @conv3d(%arg0: tensor<1x8x16x16x4xf32>, %arg1: tensor<8x4x3x3x3xf32>, %arg2: tensor<1x1x1x1x8xf32>) -> tensor<1x8x16x16x8xf32> {
  // CHECK: "ttir.conv3d"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<1x8x16x16x4xf32>, tensor<8x4x3x3x3xf32>, tensor<1x1x1x1x8xf32>) -> tensor<1x8x16x16x8xf32>
  %0 = "ttir.conv3d"(%arg0, %arg1, %arg2) <{groups = 1 : i32, padding = array<i32: 1, 1, 1>, padding_mode = "replicate", stride = 1 : i32}> : (tensor<1x8x16x16x4xf32>, tensor<8x4x3x3x3xf32>, tensor<1x1x1x1x8xf32>) -> tensor<1x8x16x16x8xf32>
  return %0 : tensor<1x8x16x16x8xf32>
}

// CHECK-LABEL: func.func @conv_transpose2d(
func.func @conv_transpose2d(%arg0: tensor<1x14x14x8xf32>, %arg1: tensor<8x4x2x2xf32>) -> tensor<1x28x28x4xf32> {
  // CHECK: "ttir.conv_transpose2d"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<1x14x14x8xf32>, tensor<8x4x2x2xf32>) -> tensor<1x28x28x4xf32>
  %0 = "ttir.conv_transpose2d"(%arg0, %arg1) <{dilation = 1 : i32, groups = 1 : i32, output_padding = 0 : i32, padding = 0 : i32, stride = 2 : i32}> : (tensor<1x14x14x8xf32>, tensor<8x4x2x2xf32>) -> tensor<1x28x28x4xf32>
  return %0 : tensor<1x28x28x4xf32>
}
