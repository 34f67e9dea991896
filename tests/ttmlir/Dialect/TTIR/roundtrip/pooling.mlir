// Pooling: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @max_pool2d(
func.func @max_pool2d(%arg0: tensor<1x112x112x64xf32>) -> tensor<1x56x56x64xf32> {
  // CHECK: "ttir.max_pool2d"(%arg0) <{
  // CHECK-SAME: : (tensor<1x112x112x64xf32>) -> tensor<1x56x56x64xf32>
  %0 = "ttir.max_pool2d"(%arg0) <{ceil_mode = false, dilation = 1 : i32, kernel = array<i32: 3, 3>, padding = 1 : i32, stride = 2 : i32}> : (tensor<1x112x112x64xf32>) -> tensor<1x56x56x64xf32>
  return %0 : tensor<1x56x56x64xf32>
}

// CHECK-LABEL: func.func @max_pool2d_2(
func.func @max_pool2d_2(%arg0: tensor<1x8x8x4xf32>) -> tensor<1x4x4x4xf32> {
  // CHECK: "ttir.max_pool2d"(%arg0) <{
  // CHECK-SAME: : (tensor<1x8x8x4xf32>) -> tensor<1x4x4x4xf32>
  %0 = "ttir.max_pool2d"(%arg0) <{ceil_mode = true, dilation = 1 : i32, kernel = array<i32: 3, 3>, padding = array<i32: 0, 0, 0, 0>, stride = 2 : i32}> : (tensor<1x8x8x4xf32>) -> tensor<1x4x4x4xf32>
  return %0 : tensor<1x4x4x4xf32>
}

// CHECK-LABEL: func.func @avg_pool2d(
func.func @avg_pool2d(%arg0: tensor<1x9x8x4xf32>) -> tensor<1x3x4x4xf32> {
  // CHECK: "ttir.avg_pool2d"(%arg0) <{
  // CHECK-SAME: : (tensor<1x9x8x4xf32>) -> tensor<1x3x4x4xf32>
  %0 = "ttir.avg_pool2d"(%arg0) <{ceil_mode = false, count_include_pad = false, dilation = 1 : i32, kernel = array<i32: 3, 2>, padding = 0 : i32, stride = array<i32: 3, 2>}> : (tensor<1x9x8x4xf32>) -> tensor<1x3x4x4xf32>
  return %0 : tensor<1x3x4x4xf32>
}

// CHECK-LABEL: func.func @max_pool2d_with_indices(
func.func @max_pool2d_with_indices(%arg0: tensor<1x8x8x4xf32>) -> (tensor<1x3x3x4xf32>, tensor<1x3x3x4xsi32>) {
  // CHECK: "ttir.max_pool2d_with_indices"(%arg0) <{
  // CHECK-SAME: : (tensor<1x8x8x4xf32>) -> (tensor<1x3x3x4xf32>, tensor<1x3x3x4xsi32>)
  %0:2 = "ttir.max_pool2d_with_indices"(%arg0) <{ceil_mode = false, dilation = 1 : i32, kernel = array<i32: 3, 3>, padding = 0 : i32, stride = 2 : i32}> : (tensor<1x8x8x4xf32>) -> (tensor<1x3x3x4xf32>, tensor<1x3x3x4xsi32>)
  return %0#0, %0#1 : tensor<1x3x3x4xf32>, tensor<1x3x3x4xsi32>
}

// CHECK-LABEL: func.func @global_avg_pool2d(
func.func @global_avg_pool2d(%arg0: tensor<2x7x7x64xf32>) -> tensor<2x1x1x64xf32> {
  // CHECK: "ttir.global_avg_pool2d"(%arg0)
  // CHECK-SAME: : (tensor<2x7x7x64xf32>) -> tensor<2x1x1x64xf32>
  %0 = "ttir.global_avg_pool2d"(%arg0) : (tensor<2x7x7x64xf32>) -> tensor<2x1x1x64xf32>
  return %0 : tensor<2x1x1x64xf32>
}

// CHECK-LABEL: func.func @upsample2d(
func.func @upsample2d(%arg0: tensor<1x4x4x3xf32>) -> tensor<1x8x8x3xf32> {
  // CHECK: "ttir.upsample2d"(%arg0) <{
  // CHECK-SAME: : (tensor<1x4x4x3xf32>) -> tensor<1x8x8x3xf32>
  %0 = "ttir.upsample2d"(%arg0) <{mode = "nearest", scale_factor = 2 : si32}> : (tensor<1x4x4x3xf32>) -> tensor<1x8x8x3xf32>
  return %0 : tensor<1x8x8x3xf32>
}

// CHECK-LABEL: func.func @upsample2d_2(
func.func @upsample2d_2(%arg0: tensor<1x4x4x3xf32>) -> tensor<1x8x12x3xf32> {
  // CHECK: "ttir.upsample2d"(%arg0) <{
  // CHECK-SAME: : (tensor<1x4x4x3xf32>) -> tensor<1x8x12x3xf32>
  %0 = "ttir.upsample2d"(%arg0) <{mode = "bilinear", scale_factor = array<i32: 2, 3>}> : (tensor<1x4x4x3xf32>) -> tensor<1x8x12x3xf32>
  return %0 : tensor<1x8x12x3xf32>
}
