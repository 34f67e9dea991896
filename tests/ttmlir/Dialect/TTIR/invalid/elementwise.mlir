// What elementwise operations refuse, and how they say so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

func.func @add(%arg0: tensor<4x8xf32>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'ttir.add' op operand #1 with shape 4 does not broadcast: dimension 0 must be 1 or 8, but is 4}}
  %0 = "ttir.add"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @add(%arg0: tensor<4x8xf32>, %arg1: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.add' op result must have shape 4x8, but its shape is 8x4}}
  %0 = "ttir.add"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<8x4xf32>
  return
}

// -----

func.func @exp(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.exp' op result must have shape 4x8, but its shape is 4}}
  %0 = "ttir.exp"(%arg0) : (tensor<4x8xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @isfinite(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.isfinite' op result must have shape 4x8, but its shape is 4}}
  %0 = "ttir.isfinite"(%arg0) : (tensor<4x8xf32>) -> tensor<4xi1>
  return
}

// -----

func.func @where(%arg0: tensor<4xi1>, %arg1: tensor<4xf32>, %arg2: tensor<3xf32>) {
  // expected-error @below {{'ttir.where' op operand #2 with shape 3 does not broadcast: dimension 0 must be 1 or 4, but is 3}}
  %0 = "ttir.where"(%arg0, %arg1, %arg2) : (tensor<4xi1>, tensor<4xf32>, tensor<3xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @clamp_tensor(%arg0: tensor<4xf32>, %arg1: tensor<4x4xf32>, %arg2: tensor<4xf32>) {
  // expected-error @below {{'ttir.clamp_tensor' op min with shape 4x4 does not broadcast to 4}}
  %0 = "ttir.clamp_tensor"(%arg0, %arg1, %arg2) : (tensor<4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @clamp_scalar(%arg0: tensor<4xf32>) {
  // expected-error @below {{'ttir.clamp_scalar' op min must not be larger than max, but they are 2.000000e+00 : f32 and 1.000000e+00 : f32}}
  %0 = "ttir.clamp_scalar"(%arg0) <{min = 2.0 : f32, max = 1.0 : f32}> : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @dropout(%arg0: tensor<4xf32>) {
  // expected-error @below {{'ttir.dropout' op prob must be from 0 to 1, but is 1.5}}
  %0 = "ttir.dropout"(%arg0) <{prob = 1.5 : f32}> : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @typecast(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.typecast' op result must have shape 4x8, but its shape is 4}}
  %0 = "ttir.typecast"(%arg0) : (tensor<4x8xf32>) -> tensor<4xbf16>
  return
}

// -----

func.func @bitcast_convert(%arg0: tensor<4xf32>) {
  // expected-error @below {{'ttir.bitcast_convert' op element types must have the same width, but are 'f32' and 'bf16'}}
  %0 = "ttir.bitcast_convert"(%arg0) : (tensor<4xf32>) -> tensor<4xbf16>
  return
}

// -----

func.func @bitwise_and(%arg0: tensor<4xsi32>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'ttir.bitwise_and' op operand 'rhs' must hold integers, as operand 'lhs' does ('si32'), not 'f32'}}
  %0 = "ttir.bitwise_and"(%arg0, %arg1) : (tensor<4xsi32>, tensor<4xf32>) -> tensor<4xsi32>
  return
}

// -----

func.func @gelu_bw(%arg0: tensor<4xf32>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'ttir.gelu_bw' op approximate must be "none" or "tanh", but is "fast"}}
  %0 = "ttir.gelu_bw"(%arg0, %arg1) <{approximate = "fast"}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}
