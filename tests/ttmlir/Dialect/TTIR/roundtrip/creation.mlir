// Creation: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @constant(
func.func @constant() -> tensor<2x3xf32> {
  // CHECK: "ttir.constant"() <{
  // CHECK-SAME: : () -> tensor<2x3xf32>
  %0 = "ttir.constant"() <{value = dense<1.000000e+00> : tensor<2x3xf32>}> : () -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @zeros(
func.func @zeros() -> tensor<2x3xbf16> {
  // CHECK: "ttir.zeros"() <{
  // CHECK-SAME: : () -> tensor<2x3xbf16>
  %0 = "ttir.zeros"() <{shape = array<i32: 2, 3>}> : () -> tensor<2x3xbf16>
  return %0 : tensor<2x3xbf16>
}

// CHECK-LABEL: func.func @ones(
func.func @ones() -> tensor<2x3xsi32> {
  // CHECK: "ttir.ones"() <{
  // CHECK-SAME: : () -> tensor<2x3xsi32>
  %0 = "ttir.ones"() <{shape = array<i32: 2, 3>}> : () -> tensor<2x3xsi32>
  return %0 : tensor<2x3xsi32>
}

// CHECK-LABEL: func.func @full(
func.func @full() -> tensor<2x3xf32> {
  // CHECK: "ttir.full"() <{
  // CHECK-SAME: : () -> tensor<2x3xf32>
  %0 = "ttir.full"() <{fill_value = 1.500000e+00 : f32, shape = array<i32: 2, 3>}> : () -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @full_2(
func.func @full_2() -> tensor<4xsi32> {
  // CHECK: "ttir.full"() <{
  // CHECK-SAME: : () -> tensor<4xsi32>
  %0 = "ttir.full"() <{fill_value = 7 : i32, shape = array<i32: 4>}> : () -> tensor<4xsi32>
  return %0 : tensor<4xsi32>
}

// CHECK-LABEL: func.func @arange(
func.func @arange() -> tensor<2x8xsi32> {
  // CHECK: "ttir.arange"() <{
  // CHECK-SAME: : () -> tensor<2x8xsi32>
  %0 = "ttir.arange"() <{arange_dimension = 1 : i64, end = 8 : si64, start = 0 : si64, step = 1 : si64}> : () -> tensor<2x8xsi32>
  return %0 : tensor<2x8xsi32>
}

// CHECK-LABEL: func.func @rand(
func.func @rand() -> tensor<2x3xf32> {
  // CHECK: "ttir.rand"() <{
  // CHECK-SAME: : () -> tensor<2x3xf32>
  %0 = "ttir.rand"() <{high = 2.000000e+00 : f32, low = -1.000000e+00 : f32, seed = 5 : ui32, size = [2 : i32, 3 : i32]}> : () -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @empty
func.func @empty() -> tensor<2x3xf32> {
  // CHECK: ttir.empty() : tensor<2x3xf32>
  %0 = ttir.empty() : tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}
