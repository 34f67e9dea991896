// Convolutions and pools work on flattened images with sizes as attributes.
// RUN: ttmlir-opt --convert-ttir-to-ttnn %s | FileCheck %s

// CHECK-LABEL: func.func @conv2d
func.func @conv2d(%x: tensor<2x8x10x3xf32>, %w: tensor<4x3x3x5xf32>, %b: tensor<1x1x1x4xf32>) -> tensor<2x4x5x4xf32> {
  // CHECK: %[[D:.*]] = "ttnn.get_device"
  // CHECK: %[[X:.*]] = "ttnn.reshape"(%arg0) <{shape = [1 : i32, 1 : i32, 160 : i32, 3 : i32]}>
  // CHECK: %[[C:.*]] = "ttnn.conv2d"(%[[X]], %arg1, %arg2, %[[D]])
  // CHECK-SAME: batch_size = 2 : i32
  // CHECK-SAME: dilation = array<i32: 1, 1>
  // CHECK-SAME: in_channels = 3 : i32
  // CHECK-SAME: input_height = 8 : i32
  // CHECK-SAME: input_width = 10 : i32
  // CHECK-SAME: kernel_size = array<i32: 3, 5>
  // CHECK-SAME: out_channels = 4 : i32
  // ttir gives padding as top, left, bottom, right; ttnn as top, bottom, left, right.
  // CHECK-SAME: padding = array<i32: 1, 0, 2, 1>
  // CHECK-SAME: stride = array<i32: 2, 2>
  // CHECK-SAME: -> tensor<1x1x40x4xf32>
  // CHECK: "ttnn.reshape"(%[[C]]) <{shape = [2 : i32, 4 : i32, 5 : i32, 4 : i32]}>
  %0 = "ttir.conv2d"(%x, %w, %b) <{stride = 2 : i32, padding = array<i32: 1, 2, 0, 1>, dilation = 1 : i32, groups = 1 : i32}> : (tensor<2x8x10x3xf32>, tensor<4x3x3x5xf32>, tensor<1x1x1x4xf32>) -> tensor<2x4x5x4xf32>
  return %0 : tensor<2x4x5x4xf32>
}

// CHECK-LABEL: func.func @max_pool2d
func.func @max_pool2d(%x: tensor<1x8x8x3xf32>) -> tensor<1x4x4x3xf32> {
  // CHECK: "ttnn.max_pool2d"(%{{.*}}) <{batch_size = 1 : si32, ceil_mode = false, channels = 3 : si32, dilation = array<i32: 1, 1>, input_height = 8 : si32, input_width = 8 : si32, kernel_size = array<i32: 3, 3>, padding = array<i32: 1, 1>
  // CHECK-SAME: -> tensor<1x1x16x3xf32>
  %0 = "ttir.max_pool2d"(%x) <{kernel = 3 : i32, stride = 2 : i32, dilation = 1 : i32, padding = 1 : i32, ceil_mode = false}> : (tensor<1x8x8x3xf32>) -> tensor<1x4x4x3xf32>
  return %0 : tensor<1x4x4x3xf32>
}
