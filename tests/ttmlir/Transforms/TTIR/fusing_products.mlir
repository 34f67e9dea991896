// Transposes, biases and batch norm become part of the product or convolution beside them.
// RUN: ttmlir-opt --ttir-fusing %s | FileCheck %s

// CHECK-LABEL: func.func @linear
func.func @linear(%x: tensor<4x8xf32>, %w: tensor<16x8xf32>, %b: tensor<16xf32>) -> tensor<4x16xf32> {
  // CHECK-NEXT: "ttir.linear"(%arg0, %arg1, %arg2) <{transpose_a = false, transpose_b = true}>
  %0 = "ttir.transpose"(%w) <{dim0 = 0 : si32, dim1 = 1 : si32}> : (tensor<16x8xf32>) -> tensor<8x16xf32>
  %1 = "ttir.matmul"(%x, %0) : (tensor<4x8xf32>, tensor<8x16xf32>) -> tensor<4x16xf32>
  %2 = "ttir.add"(%1, %b) : (tensor<4x16xf32>, tensor<16xf32>) -> tensor<4x16xf32>
  return %2 : tensor<4x16xf32>
}

// The product is used twice, so it stays.
// CHECK-LABEL: func.func @two_uses
func.func @two_uses(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %b: tensor<16xf32>) -> (tensor<4x16xf32>, tensor<4x16xf32>) {
  // CHECK: ttir.matmul
  // CHECK: ttir.add
  %1 = "ttir.matmul"(%x, %w) : (tensor<4x8xf32>, tensor<8x16xf32>) -> tensor<4x16xf32>
  %2 = "ttir.add"(%1, %b) : (tensor<4x16xf32>, tensor<16xf32>) -> tensor<4x16xf32>
  return %1, %2 : tensor<4x16xf32>, tensor<4x16xf32>
}

// CHECK-LABEL: func.func @batch_norm
func.func @batch_norm(%x: tensor<1x8x8x3xf32>,
                      %w: tensor<4x3x3x3xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>},
                      %s: tensor<4xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>},
                      %o: tensor<4xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>},
                      %m: tensor<4xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>},
                      %v: tensor<4xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>}) -> tensor<1x8x8x4xf32> {
  // CHECK: %[[W:.*]] = "ttir.multiply"(%arg1
  // CHECK: "ttir.conv2d"(%arg0, %[[W]], %{{.*}})
  // CHECK-NOT: ttir.batch_norm_inference
  %0 = "ttir.conv2d"(%x, %w) <{stride = 1 : i32, padding = 1 : i32, dilation = 1 : i32, groups = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>) -> tensor<1x8x8x4xf32>
  %1 = "ttir.batch_norm_inference"(%0, %s, %o, %m, %v) <{epsilon = 1.0e-05 : f32, dimension = 3 : i32}> : (tensor<1x8x8x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x8x8x4xf32>
  return %1 : tensor<1x8x8x4xf32>
}
