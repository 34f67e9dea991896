// Element types of operands and results that do not fit together are reported by name.
// RUN: ttmlir-opt --split-input-file --verify-diagnostics %s

func.func @transpose(%a: tensor<4x8xf32>) {
  // expected-error @below {{'ttnn.transpose' op result 'result' must have the element type of operand 'input', 'f32', not 'si32'}}
  %0 = "ttnn.transpose"(%a) <{dim0 = 0 : si32, dim1 = 1 : si32}> : (tensor<4x8xf32>) -> tensor<8x4xsi32>
  return
}

// -----

func.func @embedding(%i: tensor<4xf32>, %w: tensor<16x8xf32>) {
  // expected-error @below {{'ttnn.embedding' op operand 'input' must have integer elements, not 'f32'}}
  %0 = "ttnn.embedding"(%i, %w) : (tensor<4xf32>, tensor<16x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @exp(%a: tensor<4x8xf32>) {
  // expected-error @below {{result 'result' must hold floats, as operand 'input' does ('f32'), not 'si32'}}
  %0 = "ttnn.exp"(%a) : (tensor<4x8xf32>) -> tensor<4x8xsi32>
  return
}

// -----

func.func @add(%a: tensor<4x8xf32>, %b: tensor<4x8xi1>) {
  // expected-error @below {{operand 'rhs' must hold floats, as operand 'lhs' does ('f32'), not 'i1'}}
  %0 = "ttnn.add"(%a, %b) : (tensor<4x8xf32>, tensor<4x8xi1>) -> tensor<4x8xf32>
  return
}

// -----

func.func @cache(%c: tensor<2x1x8x4xf32>, %x: tensor<1x1x4x4xbf16>) {
  // expected-error @below {{operand 'input' must have the element type of operand 'cache', 'f32', not 'bf16'}}
  "ttnn.fill_cache"(%c, %x) <{batch_offset = 0 : i32}> : (tensor<2x1x8x4xf32>, tensor<1x1x4x4xbf16>) -> ()
  return
}

// -----

func.func @free(%a: tensor<4xf32>) {
  %0 = "ttnn.typecast"(%a) : (tensor<4xf32>) -> tensor<4xi1>
  %1 = "ttnn.eq"(%a, %a) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xui8>
  %2 = "ttnn.where"(%0, %a, %a) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xbf16>
  return
}
