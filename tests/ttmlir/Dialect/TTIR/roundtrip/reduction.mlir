// Reduction: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @sum(
func.func @sum(%arg0: tensor<2x3x4xf32>) -> tensor<2x1x1xf32> {
  // CHECK: "ttir.sum"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3x4xf32>) -> tensor<2x1x1xf32>
  %0 = "ttir.sum"(%arg0) <{dim_arg = [1 : i32, -1 : i32], keep_dim = true}> : (tensor<2x3x4xf32>) -> tensor<2x1x1xf32>
  return %0 : tensor<2x1x1xf32>
}

// CHECK-LABEL: func.func @mean(
func.func @mean(%arg0: tensor<2x3x4xf32>) -> tensor<2x1x1xf32> {
  // CHECK: "ttir.mean"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3x4xf32>) -> tensor<2x1x1xf32>
  %0 = "ttir.mean"(%arg0) <{dim_arg = [1 : i32, -1 : i32], keep_dim = true}> : (tensor<2x3x4xf32>) -> tensor<2x1x1xf32>
  return %0 : tensor<2x1x1xf32>
}

// CHECK-LABEL: func.func @max(
func.func @max(%arg0: tensor<2x3x4xf32>) -> tensor<2x1x1xf32> {
  // CHECK: "ttir.max"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3x4xf32>) -> tensor<2x1x1xf32>
  %0 = "ttir.max"(%arg0) <{dim_arg = [1 : i32, -1 : i32], keep_dim = true}> : (tensor<2x3x4xf32>) -> tensor<2x1x1xf32>
  return %0 : tensor<2x1x1xf32>
}

// CHECK-LABEL: func.func @min(
func.func @min(%arg0: tensor<2x3x4xf32>) -> tensor<2x1x1xf32> {
  // CHECK: "ttir.min"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3x4xf32>) -> tensor<2x1x1xf32>
  %0 = "ttir.min"(%arg0) <{dim_arg = [1 : i32, -1 : i32], keep_dim = true}> : (tensor<2x3x4xf32>) -> tensor<2x1x1xf32>
  return %0 : tensor<2x1x1xf32>
}

// CHECK-LABEL: func.func @prod(
func.func @prod(%arg0: tensor<2x3x4xf32>) -> tensor<2x1x1xf32> {
  // CHECK: "ttir.prod"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3x4xf32>) -> tensor<2x1x1xf32>
  %0 = "ttir.prod"(%arg0) <{dim_arg = [1 : i32, -1 : i32], keep_dim = true}> : (tensor<2x3x4xf32>) -> tensor<2x1x1xf32>
  return %0 : tensor<2x1x1xf32>
}

// CHECK-LABEL: func.func @sum_2(
func.func @sum_2(%arg0: tensor<2x3x4xf32>) -> tensor<f32> {
  // CHECK: "ttir.sum"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3x4xf32>) -> tensor<f32>
  %0 = "ttir.sum"(%arg0) <{keep_dim = false}> : (tensor<2x3x4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: func.func @reduce_and(
func.func @reduce_and(%arg0: tensor<2x3xi1>) -> tensor<3xi1> {
  // CHECK: "ttir.reduce_and"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3xi1>) -> tensor<3xi1>
  %0 = "ttir.reduce_and"(%arg0) <{dim_arg = [0 : i32], keep_dim = false}> : (tensor<2x3xi1>) -> tensor<3xi1>
  return %0 : tensor<3xi1>
}

// CHECK-LABEL: func.func @reduce_or(
func.func @reduce_or(%arg0: tensor<2x3xi1>) -> tensor<3xi1> {
  // CHECK: "ttir.reduce_or"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3xi1>) -> tensor<3xi1>
  %0 = "ttir.reduce_or"(%arg0) <{dim_arg = [0 : i32], keep_dim = false}> : (tensor<2x3xi1>) -> tensor<3xi1>
  return %0 : tensor<3xi1>
}

// CHECK-LABEL: func.func @argmax(
func.func @argmax(%arg0: tensor<2x3xf32>) -> tensor<2xsi32> {
  // CHECK: "ttir.argmax"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3xf32>) -> tensor<2xsi32>
  %0 = "ttir.argmax"(%arg0) <{dim_arg = [1 : i32], keep_dim = false}> : (tensor<2x3xf32>) -> tensor<2xsi32>
  return %0 : tensor<2xsi32>
}

// CHECK-LABEL: func.func @cumsum(
func.func @cumsum(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // CHECK: "ttir.cumsum"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %0 = "ttir.cumsum"(%arg0) <{dim = 1 : i64}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @cumprod(
func.func @cumprod(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // CHECK: "ttir.cumprod"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %0 = "ttir.cumprod"(%arg0) <{dim = -1 : i64}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @sort(
func.func @sort(%arg0: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xsi32>) {
  // CHECK: "ttir.sort"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xsi32>)
  %0:2 = "ttir.sort"(%arg0) <{descending = true, dim = -1 : si32, stable = false}> : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xsi32>)
  return %0#0, %0#1 : tensor<2x3xf32>, tensor<2x3xsi32>
}

// CHECK-LABEL: func.func @topk(
func.func @topk(%arg0: tensor<2x8xf32>) -> (tensor<2x3xf32>, tensor<2x3xsi32>) {
  // CHECK: "ttir.topk"(%arg0) <{
  // CHECK-SAME: : (tensor<2x8xf32>) -> (tensor<2x3xf32>, tensor<2x3xsi32>)
  %0:2 = "ttir.topk"(%arg0) <{dim = 1 : i32, k = 3 : i32, largest = true, sorted = true}> : (tensor<2x8xf32>) -> (tensor<2x3xf32>, tensor<2x3xsi32>)
  return %0#0, %0#1 : tensor<2x3xf32>, tensor<2x3xsi32>
}

// CHECK-LABEL: func.func @topk_router_gpt(
func.func @topk_router_gpt(%arg0: tensor<4x16xf32>, %arg1: tensor<16x8xf32>, %arg2: tensor<8xf32>) -> (tensor<4x2xui32>, tensor<4x2xf32>) {
  // CHECK: "ttir.topk_router_gpt"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<4x16xf32>, tensor<16x8xf32>, tensor<8xf32>) -> (tensor<4x2xui32>, tensor<4x2xf32>)
  %0:2 = "ttir.topk_router_gpt"(%arg0, %arg1, %arg2) <{k = 2 : i32, num_experts = 8 : i32}> : (tensor<4x16xf32>, tensor<16x8xf32>, tensor<8xf32>) -> (tensor<4x2xui32>, tensor<4x2xf32>)
  return %0#0, %0#1 : tensor<4x2xui32>, tensor<4x2xf32>
}

// CHECK-LABEL: func.func @sampling(
func.func @sampling(%arg0: tensor<1x1x4x64xf32>, %arg1: tensor<1x1x4x64xsi32>, %arg2: tensor<4xui32>, %arg3: tensor<4xf32>, %arg4: tensor<4xf32>) -> tensor<4xsi32> {
  // CHECK: "ttir.sampling"(%arg0, %arg1, %arg2, %arg3, %arg4) <{
  // CHECK-SAME: : (tensor<1x1x4x64xf32>, tensor<1x1x4x64xsi32>, tensor<4xui32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xsi32>
  %0 = "ttir.sampling"(%arg0, %arg1, %arg2, %arg3, %arg4) <{seed = 3 : ui32}> : (tensor<1x1x4x64xf32>, tensor<1x1x4x64xsi32>, tensor<4xui32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xsi32>
  return %0 : tensor<4xsi32>
}
