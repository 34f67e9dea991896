// Pooling are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @pools
func.func @pools(%x: tensor<1x1x112x16xf32>, %y: tensor<2x7x8x16xf32>) {
  // CHECK: "ttnn.max_pool2d"({{.*}}){{.*}}batch_size = 2 : si32, ceil_mode = false, channels = 16 : si32, dilation = array<i32: 1, 1>, input_height = 7 : si32, input_width = 8 : si32, kernel_size = array<i32: 2, 2>, padding = array<i32: 0, 0>, reallocate_halo_output = true, stride = array<i32: 2, 2>{{.*}} : (tensor<1x1x112x16xf32>) -> tensor<1x1x24x16xf32>
  %0 = "ttnn.max_pool2d"(%x) <{batch_size = 2 : si32, ceil_mode = false, channels = 16 : si32, dilation = array<i32: 1, 1>, input_height = 7 : si32, input_width = 8 : si32, kernel_size = array<i32: 2, 2>, padding = array<i32: 0, 0>, reallocate_halo_output = true, stride = array<i32: 2, 2>}> : (tensor<1x1x112x16xf32>) -> tensor<1x1x24x16xf32>
  // CHECK: "ttnn.avg_pool2d"({{.*}}){{.*}}batch_size = 2 : si32, ceil_mode = true, channels = 16 : si32, count_include_pad = false, dilation = array<i32: 1, 1>, input_height = 7 : si32, input_width = 8 : si32, kernel_size = array<i32: 2, 2>, padding = array<i32: 0, 0>, reallocate_halo_output = true, stride = array<i32: 2, 2>{{.*}} : (tensor<1x1x112x16xf32>) -> tensor<1x1x32x16xf32>
  %1 = "ttnn.avg_pool2d"(%x) <{batch_size = 2 : si32, ceil_mode = true, channels = 16 : si32, count_include_pad = false, dilation = array<i32: 1, 1>, input_height = 7 : si32, input_width = 8 : si32, kernel_size = array<i32: 2, 2>, padding = array<i32: 0, 0>, reallocate_halo_output = true, stride = array<i32: 2, 2>}> : (tensor<1x1x112x16xf32>) -> tensor<1x1x32x16xf32>
  // CHECK: "ttnn.max_pool2d_with_indices"({{.*}}){{.*}}batch_size = 2 : si32, ceil_mode = false, channels = 16 : si32, dilation = array<i32: 1, 1>, input_height = 7 : si32, input_width = 8 : si32, kernel_size = array<i32: 2, 2>, padding = array<i32: 1, 0, 0, 0>, reallocate_halo_output = true, stride = array<i32: 2, 2>{{.*}} : (tensor<1x1x112x16xf32>) -> (tensor<1x1x32x16xf32>, tensor<1x1x32x16xsi32>)
  %2, %3 = "ttnn.max_pool2d_with_indices"(%x) <{batch_size = 2 : si32, ceil_mode = false, channels = 16 : si32, dilation = array<i32: 1, 1>, input_height = 7 : si32, input_width = 8 : si32, kernel_size = array<i32: 2, 2>, padding = array<i32: 1, 0, 0, 0>, reallocate_halo_output = true, stride = array<i32: 2, 2>}> : (tensor<1x1x112x16xf32>) -> (tensor<1x1x32x16xf32>, tensor<1x1x32x16xsi32>)
  // CHECK: "ttnn.global_avg_pool2d"({{.*}}){{.*}} : (tensor<2x7x8x16xf32>) -> tensor<2x1x1x16xf32>
  %4 = "ttnn.global_avg_pool2d"(%y) : (tensor<2x7x8x16xf32>) -> tensor<2x1x1x16xf32>
  // CHECK: "ttnn.upsample"({{.*}}){{.*}}mode = "nearest", scale_factor = array<i32: 2, 3>{{.*}} : (tensor<2x7x8x16xf32>) -> tensor<2x14x24x16xf32>
  %5 = "ttnn.upsample"(%y) <{mode = "nearest", scale_factor = array<i32: 2, 3>}> : (tensor<2x7x8x16xf32>) -> tensor<2x14x24x16xf32>
  return
}
