// Element types of operands and results that do not fit together are reported by name.
// RUN: ttmlir-opt --split-input-file --verify-diagnostics %s

func.func @reshape(%a: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.reshape' op result 'result' must have the element type of operand 'input', 'f32', not 'i32'}}
  %0 = "ttir.reshape"(%a) <{shape = [32 : i32]}> : (tensor<4x8xf32>) -> tensor<32xi32>
  return
}

// -----

func.func @permute(%a: tensor<4x8xf32>) {
  // expected-error @below {{result 'result' must have the element type of operand 'input', 'f32', not 'bf16'}}
  %0 = "ttir.permute"(%a) <{permutation = array<i64: 1, 0>}> : (tensor<4x8xf32>) -> tensor<8x4xbf16>
  return
}

// -----

func.func @concat(%a: tensor<4x8xf32>, %b: tensor<4x8xi32>) {
  // expected-error @below {{operand 'inputs' #1 must have the element type of operand 'inputs' #0, 'f32', not 'i32'}}
  %0 = "ttir.concat"(%a, %b) <{dim = 0 : si32}> : (tensor<4x8xf32>, tensor<4x8xi32>) -> tensor<8x8xbf16>
  return
}

// -----

func.func @signless_is_signed(%a: tensor<4x8xi32>, %b: tensor<4x8xsi32>) {
  %0 = "ttir.concat"(%a, %b) <{dim = 0 : si32}> : (tensor<4x8xi32>, tensor<4x8xsi32>) -> tensor<8x8xsi32>
  return
}

// -----

func.func @unsigned_is_not(%a: tensor<4x8xi32>, %b: tensor<4x8xui32>) {
  // expected-error @below {{operand 'inputs' #1 must have the element type of operand 'inputs' #0, 'i32', not 'ui32'}}
  %0 = "ttir.concat"(%a, %b) <{dim = 0 : si32}> : (tensor<4x8xi32>, tensor<4x8xui32>) -> tensor<8x8xi32>
  return
}

// -----

func.func @gather(%a: tensor<4x8xf32>, %i: tensor<2x8xf32>) {
  // expected-error @below {{'ttir.gather' op operand 'index' must have integer elements, not 'f32'}}
  %0 = "ttir.gather"(%a, %i) <{dim = 0 : i32}> : (tensor<4x8xf32>, tensor<2x8xf32>) -> tensor<2x8xf32>
  return
}

// -----

func.func @exp(%a: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.exp' op result 'result' must hold floats, as operand 'input' does ('f32'), not 'i32'}}
  %0 = "ttir.exp"(%a) : (tensor<4x8xf32>) -> tensor<4x8xi32>
  return
}

// -----

func.func @precisions_may_differ(%a: tensor<4x8xbf16>, %b: tensor<8x4xbf16>) {
  %0 = "ttir.matmul"(%a, %b) : (tensor<4x8xbf16>, tensor<8x4xbf16>) -> tensor<4x4xf32>
  return
}

// -----

func.func @maximum(%a: tensor<4x8xf32>, %b: tensor<4x8xi32>) {
  // expected-error @below {{operand 'rhs' must hold floats, as operand 'lhs' does ('f32'), not 'i32'}}
  %0 = "ttir.maximum"(%a, %b) : (tensor<4x8xf32>, tensor<4x8xi32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @matmul(%a: tensor<4x8xf32>, %b: tensor<8x4xi32>) {
  // expected-error @below {{operand 'b' must hold floats, as operand 'a' does ('f32'), not 'i32'}}
  %0 = "ttir.matmul"(%a, %b) : (tensor<4x8xf32>, tensor<8x4xi32>) -> tensor<4x4xbf16>
  return
}

// -----

func.func @layer_norm(%a: tensor<4x8xf32>) {
  // expected-error @below {{result 'result' must hold floats, as operand 'input' does ('f32'), not 'i32'}}
  %0 = "ttir.layer_norm"(%a) <{normalized_shape = array<i64: 8>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (tensor<4x8xf32>) -> tensor<4x8xi32>
  return
}

// -----

func.func @attention(%a: tensor<1x2x4x8xf32>, %m: tensor<1x1x4x4xi32>) {
  // expected-error @below {{operand 'attention_mask' must hold floats, as operand 'query' does ('f32'), not 'i32'}}
  %0 = "ttir.scaled_dot_product_attention"(%a, %a, %a, %m) <{is_causal = false, operandSegmentSizes = array<i32: 1, 1, 1, 1, 0>}> : (tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x1x4x4xi32>) -> tensor<1x2x4x8xf32>
  return
}

// -----

func.func @comparison(%a: tensor<4xf32>, %b: tensor<4xi32>) {
  %0 = "ttir.eq"(%a, %a) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi32>
  // expected-error @below {{operand 'rhs' must hold floats, as operand 'lhs' does ('f32'), not 'i32'}}
  %1 = "ttir.eq"(%a, %b) : (tensor<4xf32>, tensor<4xi32>) -> tensor<4xi1>
  return
}

// -----

func.func @where(%c: tensor<4xbf16>, %a: tensor<4xf32>, %b: tensor<4xi32>) {
  %0 = "ttir.where"(%c, %a, %a) : (tensor<4xbf16>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // expected-error @below {{operand 'third' must hold floats, as operand 'second' does ('f32'), not 'i32'}}
  %1 = "ttir.where"(%c, %a, %b) : (tensor<4xbf16>, tensor<4xf32>, tensor<4xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @argmax(%a: tensor<4x8xf32>) {
  // expected-error @below {{result 'result' must have integer elements, not 'f32'}}
  %0 = "ttir.argmax"(%a) <{keep_dim = false, dim_arg = [1 : i32]}> : (tensor<4x8xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @all_reduce(%a: tensor<4x8xf32>) {
  // expected-error @below {{result 'result' must have the element type of operand 'input', 'f32', not 'i32'}}
  %0 = "ttir.all_reduce"(%a) <{cluster_axis = 0 : ui32, reduce_type = #ttcore.reduce_type<sum>}> : (tensor<4x8xf32>) -> tensor<4x8xi32>
  return
}
