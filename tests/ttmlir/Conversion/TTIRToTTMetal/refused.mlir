// What cannot be placed on the card is reported with the reason, all of it.
// RUN: ttmlir-opt --split-input-file --verify-diagnostics --ttir-to-ttmetal-pipeline %s

func.func @all_at_once(%a: tensor<4x4xf32>, %i: tensor<4x4xi32>) -> tensor<4x4xf32> {
  // expected-error @below {{cannot place 'ttir.cumsum' on the card: there is no program for it}}
  %0 = "ttir.cumsum"(%a) <{dim = 1 : i64}> : (tensor<4x4xf32>) -> tensor<4x4xf32>
  // expected-error @below {{cannot place 'ttir.exp' on the card: the vector unit has no such operation on integers}}
  %1 = "ttir.exp"(%i) : (tensor<4x4xi32>) -> tensor<4x4xi32>
  // expected-error @below {{cannot place 'ttir.sum' on the card: reductions on the card are ones of floats, not of integers}}
  %2 = "ttir.sum"(%1) <{keep_dim = true}> : (tensor<4x4xi32>) -> tensor<1x1xi32>
  %3 = "ttir.typecast"(%2) : (tensor<1x1xi32>) -> tensor<1x1xf32>
  %4 = "ttir.add"(%0, %3) : (tensor<4x4xf32>, tensor<1x1xf32>) -> tensor<4x4xf32>
  return %4 : tensor<4x4xf32>
}

// -----

// expected-error @below {{cannot place 'half' on the card: argument 0: tiles do not hold elements of the type f16}}
// expected-error @below {{cannot place 'half' on the card: result 0: tiles do not hold elements of the type f16}}
func.func @half(%a: tensor<4xf16>) -> tensor<4xf16> {
  return %a : tensor<4xf16>
}

// -----

// expected-error @below {{argument 0: it has a tensor without elements, tensor<0x4xf32>}}
func.func @empty(%a: tensor<0x4xf32>, %b: tensor<4xf32>) -> tensor<4xf32> {
  return %b : tensor<4xf32>
}
