// What convolutions and pools refuse, and how they say so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

func.func @conv2d(%arg0: tensor<1x8x8xf32>, %arg1: tensor<4x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op input must have rank 4, but its shape is 1x8x8}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = 1 : i32, padding = 0 : i32, dilation = 1 : i32, groups = 1 : i32}> : (tensor<1x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x8x8x4xf32>, %arg1: tensor<4x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op input has 4 channels (dimension 3), but weight with shape 4x3x3x3 and groups 1 takes 3}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = 1 : i32, padding = 0 : i32, dilation = 1 : i32, groups = 1 : i32}> : (tensor<1x8x8x4xf32>, tensor<4x3x3x3xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x8x8x6xf32>, %arg1: tensor<4x2x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op output channels (4) are not a multiple of groups (3)}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = 1 : i32, padding = 0 : i32, dilation = 1 : i32, groups = 3 : i32}> : (tensor<1x8x8x6xf32>, tensor<4x2x3x3xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x8x8x3xf32>, %arg1: tensor<4x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op groups must be at least 1, but is 0}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = 1 : i32, padding = 0 : i32, dilation = 1 : i32, groups = 0 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x8x8x3xf32>, %arg1: tensor<4x3x3x3xf32>, %arg2: tensor<4x1x1x1xf32>) {
  // expected-error @below {{'ttir.conv2d' op bias must have 4 elements in its last dimension, one for each output channel, and size 1 in all others, but its shape is 4x1x1x1}}
  %0 = "ttir.conv2d"(%arg0, %arg1, %arg2) <{stride = 1 : i32, padding = 0 : i32, dilation = 1 : i32, groups = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>, tensor<4x1x1x1xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x8x8x3xf32>, %arg1: tensor<4x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op stride must be one number or 2, but got [1, 1, 1]}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = array<i32: 1, 1, 1>, padding = 0 : i32, dilation = 1 : i32, groups = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x8x8x3xf32>, %arg1: tensor<4x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op stride must be at least 1, but got [0, 0]}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = 0 : i32, padding = 0 : i32, dilation = 1 : i32, groups = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x8x8x3xf32>, %arg1: tensor<4x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op padding must be one number, 2 or 4, but got [1, 1, 1]}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = 1 : i32, padding = array<i32: 1, 1, 1>, dilation = 1 : i32, groups = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x8x8x3xf32>, %arg1: tensor<4x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op padding must be at least 0, but got -1}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = 1 : i32, padding = -1 : i32, dilation = 1 : i32, groups = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x8x2x3xf32>, %arg1: tensor<4x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op the window is larger than the input in dimension 2: it spans 5 elements, but there are 2 with padding}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = 1 : i32, padding = 0 : i32, dilation = 2 : i32, groups = 1 : i32}> : (tensor<1x8x2x3xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x1x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x8x8x3xf32>, %arg1: tensor<4x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op dimension attribute names dimension 3 twice: [0, 3, 2, 3]}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = 1 : i32, padding = 0 : i32, dilation = 1 : i32, groups = 1 : i32, height_dim = 3 : i64}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x1x64x3xf32>, %arg1: tensor<4x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op flattened input must have shape 1x1x128x3 to hold 2x8x8, but its shape is 1x1x64x3}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = 1 : i32, padding = 0 : i32, dilation = 1 : i32, groups = 1 : i32, flattened_compat_info = #ttir<flattened_compat batchSize = 2, inputHeight = 8, inputWidth = 8>}> : (tensor<1x1x64x3xf32>, tensor<4x3x3x3xf32>) -> tensor<1x1x36x4xf32>
  return
}

// -----

func.func @conv2d(%arg0: tensor<1x8x8x3xf32>, %arg1: tensor<4x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv2d' op result must have shape 1x6x6x4, but its shape is 1x8x8x4}}
  %0 = "ttir.conv2d"(%arg0, %arg1) <{stride = 1 : i32, padding = 0 : i32, dilation = 1 : i32, groups = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>) -> tensor<1x8x8x4xf32>
  return
}

// -----

func.func @conv3d(%arg0: tensor<1x8x8x8x3xf32>, %arg1: tensor<4x3x3x3x3xf32>) {
  // expected-error @below {{'ttir.conv3d' op padding_mode must be "zeros" or "replicate", but is "reflect"}}
  %0 = "ttir.conv3d"(%arg0, %arg1) <{stride = 1 : i32, padding = 0 : i32, groups = 1 : i32, padding_mode = "reflect"}> : (tensor<1x8x8x8x3xf32>, tensor<4x3x3x3x3xf32>) -> tensor<1x6x6x6x4xf32>
  return
}

// -----

func.func @conv_transpose2d(%arg0: tensor<1x4x4x3xf32>, %arg1: tensor<3x4x1x1xf32>) {
  // expected-error @below {{'ttir.conv_transpose2d' op padding leaves nothing of the result in dimension 1}}
  %0 = "ttir.conv_transpose2d"(%arg0, %arg1) <{output_padding = 0 : i32, stride = 1 : i32, padding = 4 : i32, dilation = 1 : i32, groups = 1 : i32}> : (tensor<1x4x4x3xf32>, tensor<3x4x1x1xf32>) -> tensor<1x1x1x4xf32>
  return
}

// -----

func.func @max_pool2d(%arg0: tensor<1x8x8x4xf32>) {
  // expected-error @below {{'ttir.max_pool2d' op kernel must be at least 1, but got [0, 0]}}
  %0 = "ttir.max_pool2d"(%arg0) <{kernel = 0 : i32, stride = 2 : i32, dilation = 1 : i32, padding = 0 : i32, ceil_mode = false}> : (tensor<1x8x8x4xf32>) -> tensor<1x4x4x4xf32>
  return
}

// -----

func.func @avg_pool2d(%arg0: tensor<1x8x8x4xf32>) {
  // expected-error @below {{'ttir.avg_pool2d' op padding must not be larger than half of the window, which spans 2 elements in dimension 1, but is 2}}
  %0 = "ttir.avg_pool2d"(%arg0) <{kernel = 2 : i32, stride = 2 : i32, dilation = 1 : i32, padding = 2 : i32, ceil_mode = false}> : (tensor<1x8x8x4xf32>) -> tensor<1x4x4x4xf32>
  return
}

// -----

func.func @global_avg_pool2d(%arg0: tensor<8x8xf32>) {
  // expected-error @below {{'ttir.global_avg_pool2d' op input must have rank 4, but its shape is 8x8}}
  %0 = "ttir.global_avg_pool2d"(%arg0) : (tensor<8x8xf32>) -> tensor<1x1xf32>
  return
}

// -----

func.func @upsample2d(%arg0: tensor<1x4x4x3xf32>) {
  // expected-error @below {{'ttir.upsample2d' op mode must be "nearest" or "bilinear", but is "cubic"}}
  %0 = "ttir.upsample2d"(%arg0) <{scale_factor = 2 : si32, mode = "cubic"}> : (tensor<1x4x4x3xf32>) -> tensor<1x8x8x3xf32>
  return
}

// -----

func.func @upsample2d(%arg0: tensor<1x4x4x3xf32>) {
  // expected-error @below {{'ttir.upsample2d' op scale_factor must be at least 1, but got [0, 0]}}
  %0 = "ttir.upsample2d"(%arg0) <{scale_factor = 0 : si32}> : (tensor<1x4x4x3xf32>) -> tensor<1x8x8x3xf32>
  return
}
