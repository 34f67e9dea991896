// Arithmetic that gives back an operand, casts in a row, and transposes before a product.
// RUN: ttmlir-opt %s -canonicalize | FileCheck %s

// CHECK-LABEL: func.func @neutral_elements(
// CHECK-SAME: %[[A:.*]]: tensor<4x8xf32>)
func.func @neutral_elements(%a: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK-NEXT: return %[[A]]
  %zero = "ttir.constant"() <{value = dense<0.0> : tensor<8xf32>}> : () -> tensor<8xf32>
  %one = "ttir.ones"() <{shape = array<i32: 4, 1>}> : () -> tensor<4x1xf32>
  %full = "ttir.full"() <{shape = array<i32: 1>, fill_value = 1 : i32}> : () -> tensor<1xf32>
  %0 = "ttir.add"(%zero, %a) : (tensor<8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %1 = "ttir.multiply"(%0, %one) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  %2 = "ttir.subtract"(%1, %zero) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %3 = "ttir.div"(%2, %full) : (tensor<4x8xf32>, tensor<1xf32>) -> tensor<4x8xf32>
  %4 = "ttir.pow"(%3, %one) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  %5 = "ttir.maximum"(%4, %4) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %6 = "ttir.minimum"(%5, %5) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %7 = "ttir.neg"(%6) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %8 = "ttir.neg"(%7) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %9 = "ttir.dropout"(%8) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %9 : tensor<4x8xf32>
}

// The neutral element still makes the result larger.
// CHECK-LABEL: func.func @neutral_element_that_broadcasts(
func.func @neutral_element_that_broadcasts(%a: tensor<1x8xf32>) -> tensor<4x8xf32> {
  // CHECK: ttir.add
  %zero = "ttir.constant"() <{value = dense<0.0> : tensor<4x8xf32>}> : () -> tensor<4x8xf32>
  %0 = "ttir.add"(%a, %zero) : (tensor<1x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @once_is_enough(
func.func @once_is_enough(%a: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK-NEXT: ttir.relu
  // CHECK-NEXT: ttir.abs
  // CHECK-NEXT: return
  %0 = "ttir.relu"(%a) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "ttir.relu"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  %2 = "ttir.abs"(%1) : (tensor<4xf32>) -> tensor<4xf32>
  %3 = "ttir.abs"(%2) : (tensor<4xf32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}

// CHECK-LABEL: func.func @lossless_casts(
// CHECK-SAME: %[[A:.*]]: tensor<4xbf16>
func.func @lossless_casts(%a: tensor<4xbf16>, %b: tensor<4xui8>) -> (tensor<4xbf16>, tensor<4xsi32>) {
  // CHECK-NEXT: %[[B:.*]] = "ttir.typecast"(%{{.*}}) <{conservative_folding = true}> : (tensor<4xui8>) -> tensor<4xsi32>
  // CHECK-NEXT: return %[[A]], %[[B]]
  %0 = "ttir.typecast"(%a) <{conservative_folding = true}> : (tensor<4xbf16>) -> tensor<4xf32>
  %1 = "ttir.typecast"(%0) <{conservative_folding = true}> : (tensor<4xf32>) -> tensor<4xbf16>
  %2 = "ttir.typecast"(%b) <{conservative_folding = true}> : (tensor<4xui8>) -> tensor<4xf32>
  %3 = "ttir.typecast"(%2) <{conservative_folding = true}> : (tensor<4xf32>) -> tensor<4xsi32>
  return %1, %3 : tensor<4xbf16>, tensor<4xsi32>
}

// CHECK-LABEL: func.func @lossy_casts(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>)
func.func @lossy_casts(%a: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  // A rounding is left out, unless that is forbidden; an integer part is not.
  // CHECK-COUNT-4: ttir.typecast
  // CHECK: return %[[A]]
  %0 = "ttir.typecast"(%a) : (tensor<4xf32>) -> tensor<4xbf16>
  %1 = "ttir.typecast"(%0) : (tensor<4xbf16>) -> tensor<4xf32>
  %2 = "ttir.typecast"(%a) <{conservative_folding = true}> : (tensor<4xf32>) -> tensor<4xf16>
  %3 = "ttir.typecast"(%2) : (tensor<4xf16>) -> tensor<4xf32>
  %4 = "ttir.typecast"(%a) : (tensor<4xf32>) -> tensor<4xsi32>
  %5 = "ttir.typecast"(%4) : (tensor<4xsi32>) -> tensor<4xf32>
  return %1, %3, %5 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// CHECK-LABEL: func.func @transposes_before_products(
// CHECK-SAME: %[[A:.*]]: tensor<2x8x4xf32>, %[[B:.*]]: tensor<16x8xf32>, %[[C:.*]]: tensor<16xf32>)
func.func @transposes_before_products(%a: tensor<2x8x4xf32>, %b: tensor<16x8xf32>, %c: tensor<16xf32>) -> (tensor<2x4x16xf32>, tensor<2x4x16xf32>) {
  // CHECK-NEXT: "ttir.matmul"(%[[A]], %[[B]]) <{transpose_a = true, transpose_b = true}>
  // CHECK-NEXT: "ttir.linear"(%[[A]], %[[B]], %[[C]]) <{transpose_a = true, transpose_b = true}>
  %0 = "ttir.permute"(%a) <{permutation = array<i64: 0, 2, 1>}> : (tensor<2x8x4xf32>) -> tensor<2x4x8xf32>
  %1 = "ttir.transpose"(%b) <{dim0 = -1 : si32, dim1 = 0 : si32}> : (tensor<16x8xf32>) -> tensor<8x16xf32>
  %2 = "ttir.matmul"(%0, %1) : (tensor<2x4x8xf32>, tensor<8x16xf32>) -> tensor<2x4x16xf32>
  %3 = "ttir.linear"(%0, %1, %c) : (tensor<2x4x8xf32>, tensor<8x16xf32>, tensor<16xf32>) -> tensor<2x4x16xf32>
  return %2, %3 : tensor<2x4x16xf32>, tensor<2x4x16xf32>
}

// Writing into a cache has an effect only where there is no result.
// CHECK-LABEL: func.func @caches(
func.func @caches(%cache: tensor<8x4x64x32xf32>, %input: tensor<1x4x16x32xf32>) {
  // CHECK-NEXT: "ttir.fill_cache"(%{{.*}}) <{batch_offset = 1 : i32}>
  // CHECK-NEXT: return
  %0 = "ttir.fill_cache"(%cache, %input) <{batch_offset = 0 : i32}> : (tensor<8x4x64x32xf32>, tensor<1x4x16x32xf32>) -> tensor<8x4x64x32xf32>
  "ttir.fill_cache"(%cache, %input) <{batch_offset = 1 : i32}> : (tensor<8x4x64x32xf32>, tensor<1x4x16x32xf32>) -> ()
  return
}
