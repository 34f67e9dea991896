// What quantization, optimizers and buffers refuse, and how they say so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

func.func @quantize(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.quantize' op result must be quantized, but has type 'tensor<4x8xf32>'}}
  %0 = "ttir.quantize"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @dequantize(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.dequantize' op input must be quantized, but has type 'tensor<4x8xf32>'}}
  %0 = "ttir.dequantize"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @quantize_unrolled(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>, %arg2: tensor<1xsi32>) {
  // expected-error @below {{'ttir.quantize_unrolled' op scale must hold one element unless an axis is given, but its shape is 8}}
  %0 = "ttir.quantize_unrolled"(%arg0, %arg1, %arg2) : (tensor<4x8xf32>, tensor<8xf32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  return
}

// -----

func.func @dequantize_unrolled(%arg0: tensor<4x8xsi32>, %arg1: tensor<1xf32>, %arg2: tensor<4xsi32>) {
  // expected-error @below {{'ttir.dequantize_unrolled' op zero_point must hold one element for each of the 8 indices of the input's dimension 1, but its shape is 4}}
  %0 = "ttir.dequantize_unrolled"(%arg0, %arg1, %arg2) <{axis = 1 : i32}> : (tensor<4x8xsi32>, tensor<1xf32>, tensor<4xsi32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @requantize_unrolled(%arg0: tensor<4x8xsi32>, %arg1: tensor<1xf32>, %arg2: tensor<1xsi32>, %arg3: tensor<1xf32>, %arg4: tensor<1xsi32>) {
  // expected-error @below {{'ttir.requantize_unrolled' op axis 2 is out of range: expected -2 to 1 for rank 2}}
  %0 = "ttir.requantize_unrolled"(%arg0, %arg1, %arg2, %arg3, %arg4) <{axis = 2 : i32}> : (tensor<4x8xsi32>, tensor<1xf32>, tensor<1xsi32>, tensor<1xf32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  return
}

// -----

func.func @adamw(%arg0: tensor<8x8xf32>, %arg1: tensor<8x4xf32>, %arg2: tensor<8x8xf32>, %arg3: tensor<8x8xf32>) {
  // expected-error @below {{'ttir.adamw' op grad must have shape 8x8, but its shape is 8x4}}
  %0:3 = "ttir.adamw"(%arg0, %arg1, %arg2, %arg3) <{beta1 = 0.9 : f32, beta1_pow = 0.9 : f32, beta2 = 0.99 : f32, beta2_pow = 0.99 : f32, epsilon = 1.0e-8 : f32, lr = 0.1 : f32, weight_decay = 0.0 : f32}> : (tensor<8x8xf32>, tensor<8x4xf32>, tensor<8x8xf32>, tensor<8x8xf32>) -> (tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>)
  return
}

// -----

func.func @adamw(%arg0: tensor<8x8xf32>, %arg1: tensor<8x8xf32>, %arg2: tensor<8x8xf32>, %arg3: tensor<8x8xf32>, %arg4: tensor<8x8xf32>) {
  // expected-error @below {{'ttir.adamw' op max_exp_avg_sq must be given exactly where max_exp_avg_sq_out is a result}}
  %0:3 = "ttir.adamw"(%arg0, %arg1, %arg2, %arg3, %arg4) <{beta1 = 0.9 : f32, beta1_pow = 0.9 : f32, beta2 = 0.99 : f32, beta2_pow = 0.99 : f32, epsilon = 1.0e-8 : f32, lr = 0.1 : f32, weight_decay = 0.0 : f32}> : (tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>) -> (tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>)
  return
}

// -----

func.func @alloc() {
  // expected-error @below {{'ttir.alloc' op address must be at least 0, but got -1}}
  %0 = "ttir.alloc"() <{address = -1 : i64, size = 4 : i64, memory_space = #ttcore.memory_space<l1>}> : () -> tensor<4xf32>
  return
}

// -----

func.func @to_layout(%arg0: tensor<4xf32>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'ttir.to_layout' op must have one result where output is a tensor, but has 0}}
  "ttir.to_layout"(%arg0, %arg1) : (tensor<4xf32>, tensor<4xf32>) -> ()
  return
}

// -----

func.func @to_layout(%arg0: tensor<4xf32>, %arg1: tensor<4xbf16>) {
  // expected-error @below {{'ttir.to_layout' op result must have the output's type 'tensor<4xbf16>', but has type 'tensor<4xf32>'}}
  %0 = "ttir.to_layout"(%arg0, %arg1) : (tensor<4xf32>, tensor<4xbf16>) -> tensor<4xf32>
  return
}
