// What tensors from nothing refuse, and how they say so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

func.func @constant() {
  // expected-error @below {{'ttir.constant' op result must have shape 2, but its shape is 3}}
  %0 = "ttir.constant"() <{value = dense<1.0> : tensor<2xf32>}> : () -> tensor<3xf32>
  return
}

// -----

func.func @constant() {
  // expected-error @below {{'ttir.constant' op value has type 'tensor<2xf32>', but the result has type 'tensor<2xsi32>'}}
  %0 = "ttir.constant"() <{value = dense<1.0> : tensor<2xf32>}> : () -> tensor<2xsi32>
  return
}

// -----

func.func @full() {
  // expected-error @below {{'ttir.full' op result must have shape 2, but its shape is 3}}
  %0 = "ttir.full"() <{shape = array<i32: 2>, fill_value = 1.0 : f32}> : () -> tensor<3xf32>
  return
}

// -----

func.func @rand() {
  // expected-error @below {{'ttir.rand' op low must not be larger than high, but they are 1.000000e+00 : f32 and 0.000000e+00 : f32}}
  %0 = "ttir.rand"() <{size = [2 : i32], low = 1.0 : f32, high = 0.0 : f32}> : () -> tensor<2xf32>
  return
}

// -----

func.func @arange() {
  // expected-error @below {{'ttir.arange' op step must not be 0}}
  %0 = "ttir.arange"() <{start = 0 : si64, end = 8 : si64, step = 0 : si64, arange_dimension = 0 : i64}> : () -> tensor<8xf32>
  return
}

// -----

func.func @arange() {
  // expected-error @below {{'ttir.arange' op there are no numbers from start 8 to end 0 with step 1}}
  %0 = "ttir.arange"() <{start = 8 : si64, end = 0 : si64, step = 1 : si64, arange_dimension = 0 : i64}> : () -> tensor<8xf32>
  return
}

// -----

func.func @arange() {
  // expected-error @below {{'ttir.arange' op there are 3 numbers from 0 to 8 with step 3, but the result has size 8 in dimension 0}}
  %0 = "ttir.arange"() <{start = 0 : si64, end = 8 : si64, step = 3 : si64, arange_dimension = 0 : i64}> : () -> tensor<8xf32>
  return
}

// -----

func.func @arange() {
  // expected-error @below {{'ttir.arange' op arange_dimension 1 is out of range: expected -1 to 0 for rank 1}}
  %0 = "ttir.arange"() <{start = 0 : si64, end = 8 : si64, step = 1 : si64, arange_dimension = 1 : i64}> : () -> tensor<8xf32>
  return
}
