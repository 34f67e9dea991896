// Operations that rearrange, pick and copy elements are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @movement
func.func @movement(%x: tensor<2x3x4xf32>, %y: tensor<2x5x4xf32>, %i: tensor<2x3xui32>, %w: tensor<10x16xf32>, %g: tensor<2x3x16xf32>, %n: tensor<2x2x4xsi32>, %s: tensor<2x2x4xf32>, %b: tensor<3xsi32>) {
  // CHECK: "ttnn.assign"({{.*}}){{.*}} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  %0 = "ttnn.assign"(%x) : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  // CHECK: "ttnn.concat"({{.*}}){{.*}}dim = 1 : si32{{.*}} : (tensor<2x3x4xf32>, tensor<2x5x4xf32>) -> tensor<2x8x4xf32>
  %1 = "ttnn.concat"(%x, %y) <{dim = 1 : si32}> : (tensor<2x3x4xf32>, tensor<2x5x4xf32>) -> tensor<2x8x4xf32>
  // CHECK: "ttnn.copy"({{.*}}){{.*}} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>) -> ()
  "ttnn.copy"(%x, %x) : (tensor<2x3x4xf32>, tensor<2x3x4xf32>) -> ()
  // CHECK: "ttnn.embedding"({{.*}}){{.*}} : (tensor<2x3xui32>, tensor<10x16xf32>) -> tensor<2x3x16xf32>
  %2 = "ttnn.embedding"(%i, %w) : (tensor<2x3xui32>, tensor<10x16xf32>) -> tensor<2x3x16xf32>
  // CHECK: "ttnn.embedding_bw"({{.*}}){{.*}} : (tensor<2x3xui32>, tensor<10x16xf32>, tensor<2x3x16xf32>) -> tensor<10x16xf32>
  %3 = "ttnn.embedding_bw"(%i, %w, %g) : (tensor<2x3xui32>, tensor<10x16xf32>, tensor<2x3x16xf32>) -> tensor<10x16xf32>
  // CHECK: "ttnn.gather"({{.*}}){{.*}}dim = 1 : si32{{.*}} : (tensor<2x3x4xf32>, tensor<2x2x4xsi32>) -> tensor<2x2x4xf32>
  %4 = "ttnn.gather"(%x, %n) <{dim = 1 : si32}> : (tensor<2x3x4xf32>, tensor<2x2x4xsi32>) -> tensor<2x2x4xf32>
  // CHECK: "ttnn.pad"({{.*}}){{.*}}padding = array<i32: 0, 0, 1, 2, 0, 0>, use_multicore = true, value = 0.000000e+00 : f32{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x6x4xf32>
  %5 = "ttnn.pad"(%x) <{padding = array<i32: 0, 0, 1, 2, 0, 0>, use_multicore = true, value = 0.000000e+00 : f32}> : (tensor<2x3x4xf32>) -> tensor<2x6x4xf32>
  // CHECK: "ttnn.permute"({{.*}}){{.*}}pad_value = 0.000000e+00 : f32, permutation = array<i64: 2, 0, 1>{{.*}} : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  %6 = "ttnn.permute"(%x) <{pad_value = 0.000000e+00 : f32, permutation = array<i64: 2, 0, 1>}> : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  // CHECK: "ttnn.repeat"({{.*}}){{.*}}repeat_dims = #ttnn.shape<1x2x3>{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x6x12xf32>
  %7 = "ttnn.repeat"(%x) <{repeat_dims = #ttnn.shape<1x2x3>}> : (tensor<2x3x4xf32>) -> tensor<2x6x12xf32>
  // CHECK: "ttnn.repeat_interleave"({{.*}}){{.*}}dim = -1 : si32, repeats = 2 : ui32{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x3x8xf32>
  %8 = "ttnn.repeat_interleave"(%x) <{dim = -1 : si32, repeats = 2 : ui32}> : (tensor<2x3x4xf32>) -> tensor<2x3x8xf32>
  // CHECK: "ttnn.reshape"({{.*}}){{.*}}shape = [6 : i32, -1 : i32]{{.*}} : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  %9 = "ttnn.reshape"(%x) <{shape = [6 : i32, -1 : i32]}> : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  // CHECK: "ttnn.scatter"({{.*}}){{.*}}dim = 1 : si32, scatter_reduce_type = #ttcore.reduce_type<sum>{{.*}} : (tensor<2x3x4xf32>, tensor<2x2x4xsi32>, tensor<2x2x4xf32>) -> tensor<2x3x4xf32>
  %10 = "ttnn.scatter"(%x, %n, %s) <{dim = 1 : si32, scatter_reduce_type = #ttcore.reduce_type<sum>}> : (tensor<2x3x4xf32>, tensor<2x2x4xsi32>, tensor<2x2x4xf32>) -> tensor<2x3x4xf32>
  // CHECK: "ttnn.slice_static"({{.*}}){{.*}}begins = [0 : i32, 0 : i32, 1 : i32], ends = [2 : i32, 3 : i32, 4 : i32], step = [1 : i32, 2 : i32, 1 : i32]{{.*}} : (tensor<2x3x4xf32>) -> tensor<2x2x3xf32>
  %11 = "ttnn.slice_static"(%x) <{begins = [0 : i32, 0 : i32, 1 : i32], ends = [2 : i32, 3 : i32, 4 : i32], step = [1 : i32, 2 : i32, 1 : i32]}> : (tensor<2x3x4xf32>) -> tensor<2x2x3xf32>
  // CHECK: "ttnn.slice_dynamic"({{.*}}){{.*}} : (tensor<2x3x4xf32>, tensor<3xsi32>, tensor<3xsi32>) -> tensor<1x1x1xf32>
  %12 = "ttnn.slice_dynamic"(%x, %b, %b) : (tensor<2x3x4xf32>, tensor<3xsi32>, tensor<3xsi32>) -> tensor<1x1x1xf32>
  // CHECK: "ttnn.transpose"({{.*}}){{.*}}dim0 = 0 : si32, dim1 = -1 : si32{{.*}} : (tensor<2x3x4xf32>) -> tensor<4x3x2xf32>
  %13 = "ttnn.transpose"(%x) <{dim0 = 0 : si32, dim1 = -1 : si32}> : (tensor<2x3x4xf32>) -> tensor<4x3x2xf32>
  // CHECK: "ttnn.write_tensor"({{.*}}){{.*}}blocking = true, cq_id = 0 : ui32{{.*}} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>) -> ()
  "ttnn.write_tensor"(%x, %x) <{blocking = true, cq_id = 0 : ui32}> : (tensor<2x3x4xf32>, tensor<2x3x4xf32>) -> ()
  return
}
