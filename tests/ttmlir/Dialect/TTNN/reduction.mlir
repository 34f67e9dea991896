// Reductions, scans and sorting are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @reductions
func.func @reductions(%x: tensor<2x3x4xf32>) {
  // CHECK: "ttnn.sum"({{.*}}){{.*}}dim_arg = [1 : i32], keep_dim = true{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x1x4xf32>
  %0 = "ttnn.sum"(%x) <{dim_arg = [1 : i32], keep_dim = true}> : (tensor<2x3x4xf32>) -> tensor<2x1x4xf32>
  // CHECK: "ttnn.mean"({{.*}}){{.*}}dim_arg = [1 : i32], keep_dim = true{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x1x4xf32>
  %1 = "ttnn.mean"(%x) <{dim_arg = [1 : i32], keep_dim = true}> : (tensor<2x3x4xf32>) -> tensor<2x1x4xf32>
  // CHECK: "ttnn.max"({{.*}}){{.*}}dim_arg = [1 : i32], keep_dim = true{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x1x4xf32>
  %2 = "ttnn.max"(%x) <{dim_arg = [1 : i32], keep_dim = true}> : (tensor<2x3x4xf32>) -> tensor<2x1x4xf32>
  // CHECK: "ttnn.min"({{.*}}){{.*}}dim_arg = [1 : i32], keep_dim = true{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x1x4xf32>
  %3 = "ttnn.min"(%x) <{dim_arg = [1 : i32], keep_dim = true}> : (tensor<2x3x4xf32>) -> tensor<2x1x4xf32>
  // CHECK: "ttnn.prod"({{.*}}){{.*}}dim_arg = 2 : si64, keep_dim = false{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x3xf32>
  %4 = "ttnn.prod"(%x) <{dim_arg = 2 : si64, keep_dim = false}> : (tensor<2x3x4xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.sum"({{.*}}){{.*}}keep_dim = false{{.*}} : (tensor<2x3x4xf32>) -> tensor<f32>
  %5 = "ttnn.sum"(%x) <{keep_dim = false}> : (tensor<2x3x4xf32>) -> tensor<f32>
  // CHECK: "ttnn.argmax"({{.*}}){{.*}}dim = -1 : si32, keep_dim = false{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x3xsi32>
  %6 = "ttnn.argmax"(%x) <{dim = -1 : si32, keep_dim = false}> : (tensor<2x3x4xf32>) -> tensor<2x3xsi32>
  // CHECK: "ttnn.cumsum"({{.*}}){{.*}}dim = 1 : si32{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  %7 = "ttnn.cumsum"(%x) <{dim = 1 : si32}> : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  // CHECK: "ttnn.cumprod"({{.*}}){{.*}}dim = -1 : si32{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  %8 = "ttnn.cumprod"(%x) <{dim = -1 : si32}> : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  // CHECK: "ttnn.sort"({{.*}}){{.*}}descending = true, dim = -1 : si8, stable = false{{.*}} : (tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xsi32>)
  %9, %10 = "ttnn.sort"(%x) <{descending = true, dim = -1 : si8, stable = false}> : (tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xsi32>)
  // CHECK: "ttnn.topk"({{.*}}){{.*}}dim = -1 : si32, k = 2 : i32, largest = true, sorted = true{{.*}} : (tensor<2x3x4xf32>) -> (tensor<2x3x2xf32>, tensor<2x3x2xsi32>)
  %11, %12 = "ttnn.topk"(%x) <{dim = -1 : si32, k = 2 : i32, largest = true, sorted = true}> : (tensor<2x3x4xf32>) -> (tensor<2x3x2xf32>, tensor<2x3x2xsi32>)
  return
}
