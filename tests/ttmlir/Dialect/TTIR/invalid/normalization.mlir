// What normalizations refuse, and how they say so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

func.func @softmax(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.softmax' op dimension 2 is out of range: expected -2 to 1 for rank 2}}
  %0 = "ttir.softmax"(%arg0) <{dimension = 2 : si32}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @layer_norm(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.layer_norm' op normalized_shape [4] must be the last dimensions of the input, whose shape is 4x8}}
  %0 = "ttir.layer_norm"(%arg0) <{normalized_shape = array<i64: 4>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @layer_norm(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.layer_norm' op normalized_shape must name at least one dimension}}
  %0 = "ttir.layer_norm"(%arg0) <{normalized_shape = array<i64>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @layer_norm(%arg0: tensor<4x8xf32>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'ttir.layer_norm' op weight must have shape 8, but its shape is 4}}
  %0 = "ttir.layer_norm"(%arg0, %arg1) <{normalized_shape = array<i64: 8>, operandSegmentSizes = array<i32: 1, 1, 0>}> : (tensor<4x8xf32>, tensor<4xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @rms_norm(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>, %arg2: tensor<1x8xf32>) {
  // expected-error @below {{'ttir.rms_norm' op bias must have shape 8, but its shape is 1x8}}
  %0 = "ttir.rms_norm"(%arg0, %arg1, %arg2) <{normalized_shape = array<i64: 8>, operandSegmentSizes = array<i32: 1, 1, 1>}> : (tensor<4x8xf32>, tensor<8xf32>, tensor<1x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @group_norm(%arg0: tensor<1x1x64x30xf32>) {
  // expected-error @below {{'ttir.group_norm' op num_groups must divide the 30 channels, but is 4}}
  %0 = "ttir.group_norm"(%arg0) <{num_groups = 4 : i64, operandSegmentSizes = array<i32: 1, 0, 0, 0>}> : (tensor<1x1x64x30xf32>) -> tensor<1x1x64x30xf32>
  return
}

// -----

func.func @group_norm(%arg0: tensor<1x1x64x32xf32>, %arg1: tensor<16xf32>) {
  // expected-error @below {{'ttir.group_norm' op weight must hold one element for each of the 32 indices of the input's dimension 3, but its shape is 16}}
  %0 = "ttir.group_norm"(%arg0, %arg1) <{num_groups = 4 : i64, operandSegmentSizes = array<i32: 1, 0, 1, 0>}> : (tensor<1x1x64x32xf32>, tensor<16xf32>) -> tensor<1x1x64x32xf32>
  return
}

// -----

func.func @batch_norm_inference(%arg0: tensor<2x3x4x4xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>, %arg3: tensor<4xf32>, %arg4: tensor<3xf32>) {
  // expected-error @below {{'ttir.batch_norm_inference' op mean must hold one element for each of the 3 indices of the input's dimension 1, but its shape is 4}}
  %0 = "ttir.batch_norm_inference"(%arg0, %arg1, %arg2, %arg3, %arg4) <{dimension = 1 : i32, epsilon = 1.0e-5 : f32}> : (tensor<2x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<4xf32>, tensor<3xf32>) -> tensor<2x3x4x4xf32>
  return
}

// -----

func.func @batch_norm_training(%arg0: tensor<2x3x4x4xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>, %arg3: tensor<3xf32>, %arg4: tensor<3xf32>) {
  // expected-error @below {{'ttir.batch_norm_training' op dimension 4 is out of range: expected -4 to 3 for rank 4}}
  %0:3 = "ttir.batch_norm_training"(%arg0, %arg1, %arg2, %arg3, %arg4) <{dimension = 4 : i32, epsilon = 1.0e-5 : f32, momentum = 0.1 : f32}> : (tensor<2x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

func.func @distributed_rms_norm(%arg0: tensor<1x1x32x64xf32>, %arg1: tensor<1x1x32x32xf32>) {
  // expected-error @below {{'ttir.distributed_rms_norm' op residual must have shape 1x1x32x64, but its shape is 1x1x32x32}}
  %0 = "ttir.distributed_rms_norm"(%arg0, %arg1) <{cluster_axis = 1 : ui32, operandSegmentSizes = array<i32: 1, 0, 1>}> : (tensor<1x1x32x64xf32>, tensor<1x1x32x32xf32>) -> tensor<1x1x32x64xf32>
  return
}
