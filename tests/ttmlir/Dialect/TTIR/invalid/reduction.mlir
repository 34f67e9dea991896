// What reductions, scans and selection refuse, and how they say so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

func.func @sum(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.sum' op dim_arg 2 is out of range: expected -2 to 1 for rank 2}}
  %0 = "ttir.sum"(%arg0) <{keep_dim = false, dim_arg = [2 : i32]}> : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @sum(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.sum' op dim_arg names dimension 1 twice: [1, -1]}}
  %0 = "ttir.sum"(%arg0) <{keep_dim = false, dim_arg = [1 : i32, -1 : i32]}> : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @mean(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.mean' op result must have shape 2x1, but its shape is 2}}
  %0 = "ttir.mean"(%arg0) <{keep_dim = true, dim_arg = [1 : i32]}> : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @sum(%arg0: tensor<f32>) {
  // expected-error @below {{'ttir.sum' op dim_arg 0 is out of range: the tensor is a scalar}}
  %0 = "ttir.sum"(%arg0) <{keep_dim = false, dim_arg = [0 : i32]}> : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @argmax(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.argmax' op dim_arg must name one dimension at most, but names 2}}
  %0 = "ttir.argmax"(%arg0) <{keep_dim = false, dim_arg = [0 : i32, 1 : i32]}> : (tensor<2x3xf32>) -> tensor<si32>
  return
}

// -----

func.func @argmax(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.argmax' op result 'result' must have integer elements, not 'f32'}}
  %0 = "ttir.argmax"(%arg0) <{keep_dim = false, dim_arg = [0 : i32]}> : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @sort(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.sort' op dim 5 is out of range: expected -2 to 1 for rank 2}}
  %0:2 = "ttir.sort"(%arg0) <{dim = 5 : si32}> : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xsi32>)
  return
}

// -----

func.func @topk(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.topk' op k must be from 1 to 3, the size of dimension 1, but is 4}}
  %0:2 = "ttir.topk"(%arg0) <{k = 4 : i32}> : (tensor<2x3xf32>) -> (tensor<2x4xf32>, tensor<2x4xsi32>)
  return
}

// -----

func.func @topk(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.topk' op k must be from 1 to 3, the size of dimension 1, but is -1}}
  %0:2 = "ttir.topk"(%arg0) <{k = -1 : i32}> : (tensor<2x3xf32>) -> (tensor<2x4xf32>, tensor<2x4xsi32>)
  return
}

// -----

func.func @topk_router_gpt(%arg0: tensor<4x16xf32>, %arg1: tensor<8x8xf32>, %arg2: tensor<8xf32>) {
  // expected-error @below {{'ttir.topk_router_gpt' op weight must have shape 16x8, but its shape is 8x8}}
  %0:2 = "ttir.topk_router_gpt"(%arg0, %arg1, %arg2) <{k = 2 : i32, num_experts = 8 : i32}> : (tensor<4x16xf32>, tensor<8x8xf32>, tensor<8xf32>) -> (tensor<4x2xui32>, tensor<4x2xf32>)
  return
}

// -----

func.func @sampling(%arg0: tensor<4x64xf32>, %arg1: tensor<4x32xsi32>, %arg2: tensor<4xui32>, %arg3: tensor<4xf32>, %arg4: tensor<4xf32>) {
  // expected-error @below {{'ttir.sampling' op input_indices must have shape 4x64, but its shape is 4x32}}
  %0 = "ttir.sampling"(%arg0, %arg1, %arg2, %arg3, %arg4) : (tensor<4x64xf32>, tensor<4x32xsi32>, tensor<4xui32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xsi32>
  return
}

// -----

func.func @sampling(%arg0: tensor<64xf32>, %arg1: tensor<64xsi32>, %arg2: tensor<4xui32>, %arg3: tensor<4xf32>, %arg4: tensor<4xf32>) {
  // expected-error @below {{'ttir.sampling' op input_values must have rank 2 at least, but its shape is 64}}
  %0 = "ttir.sampling"(%arg0, %arg1, %arg2, %arg3, %arg4) : (tensor<64xf32>, tensor<64xsi32>, tensor<4xui32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xsi32>
  return
}

// -----

func.func @cumsum(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.cumsum' op dim -3 is out of range: expected -2 to 1 for rank 2}}
  %0 = "ttir.cumsum"(%arg0) <{dim = -3 : i64}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}
