// Data movement: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @reshape(
func.func @reshape(%arg0: tensor<2x3x4xf32>) -> tensor<2x12xf32> {
  // CHECK: "ttir.reshape"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3x4xf32>) -> tensor<2x12xf32>
  %0 = "ttir.reshape"(%arg0) <{shape = [2 : i32, 12 : i32]}> : (tensor<2x3x4xf32>) -> tensor<2x12xf32>
  return %0 : tensor<2x12xf32>
}

// CHECK-LABEL: func.func @reshape_2(
func.func @reshape_2(%arg0: tensor<2x3x4xf32>) -> tensor<4x6xf32> {
  // CHECK: "ttir.reshape"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3x4xf32>) -> tensor<4x6xf32>
  %0 = "ttir.reshape"(%arg0) <{shape = [-1 : i32, 6 : i32]}> : (tensor<2x3x4xf32>) -> tensor<4x6xf32>
  return %0 : tensor<4x6xf32>
}

// CHECK-LABEL: func.func @squeeze(
func.func @squeeze(%arg0: tensor<2x1x4xf32>) -> tensor<2x4xf32> {
  // CHECK: "ttir.squeeze"(%arg0) <{
  // CHECK-SAME: : (tensor<2x1x4xf32>) -> tensor<2x4xf32>
  %0 = "ttir.squeeze"(%arg0) <{dim = 1 : si32}> : (tensor<2x1x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: func.func @unsqueeze(
func.func @unsqueeze(%arg0: tensor<2x4xf32>) -> tensor<2x4x1xf32> {
  // CHECK: "ttir.unsqueeze"(%arg0) <{
  // CHECK-SAME: : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
  %0 = "ttir.unsqueeze"(%arg0) <{dim = -1 : si32}> : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
  return %0 : tensor<2x4x1xf32>
}

// CHECK-LABEL: func.func @permute(
func.func @permute(%arg0: tensor<2x3x4xf32>) -> tensor<4x2x3xf32> {
  // CHECK: "ttir.permute"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  %0 = "ttir.permute"(%arg0) <{permutation = array<i64: 2, 0, 1>}> : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  return %0 : tensor<4x2x3xf32>
}

// CHECK-LABEL: func.func @transpose(
func.func @transpose(%arg0: tensor<2x3x4xf32>) -> tensor<4x3x2xf32> {
  // CHECK: "ttir.transpose"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3x4xf32>) -> tensor<4x3x2xf32>
  %0 = "ttir.transpose"(%arg0) <{dim0 = 0 : si32, dim1 = -1 : si32}> : (tensor<2x3x4xf32>) -> tensor<4x3x2xf32>
  return %0 : tensor<4x3x2xf32>
}

// CHECK-LABEL: func.func @reverse(
func.func @reverse(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // CHECK: "ttir.reverse"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %0 = "ttir.reverse"(%arg0) <{dimensions = array<i64: 0, 1>}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @rearrange(
func.func @rearrange(%arg0: tensor<2x3x4x5xf32>) -> tensor<5x2x12xf32> {
  // CHECK: "ttir.rearrange"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3x4x5xf32>) -> tensor<5x2x12xf32>
  %0 = "ttir.rearrange"(%arg0) <{pattern = "b h w c -> c b (h w)"}> : (tensor<2x3x4x5xf32>) -> tensor<5x2x12xf32>
  return %0 : tensor<5x2x12xf32>
}

// CHECK-LABEL: func.func @broadcast(
func.func @broadcast(%arg0: tensor<4x1xf32>) -> tensor<4x16xf32> {
  // CHECK: "ttir.broadcast"(%arg0) <{
  // CHECK-SAME: : (tensor<4x1xf32>) -> tensor<4x16xf32>
  %0 = "ttir.broadcast"(%arg0) <{broadcast_dimensions = array<i64: 1, 16>}> : (tensor<4x1xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// CHECK-LABEL: func.func @repeat(
func.func @repeat(%arg0: tensor<2x3xf32>) -> tensor<4x3xf32> {
  // CHECK: "ttir.repeat"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3xf32>) -> tensor<4x3xf32>
  %0 = "ttir.repeat"(%arg0) <{repeat_dimensions = array<i64: 2, 1>}> : (tensor<2x3xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// CHECK-LABEL: func.func @repeat_interleave(
func.func @repeat_interleave(%arg0: tensor<2x3xf32>) -> tensor<2x6xf32> {
  // CHECK: "ttir.repeat_interleave"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3xf32>) -> tensor<2x6xf32>
  %0 = "ttir.repeat_interleave"(%arg0) <{dim = 1 : si32, repeats = 2 : ui32}> : (tensor<2x3xf32>) -> tensor<2x6xf32>
  return %0 : tensor<2x6xf32>
}

// CHECK-LABEL: func.func @concat(
func.func @concat(%arg0: tensor<2x3xf32>, %arg1: tensor<2x4xf32>) -> tensor<2x7xf32> {
  // CHECK: "ttir.concat"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  %0 = "ttir.concat"(%arg0, %arg1) <{dim = 1 : si32}> : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  return %0 : tensor<2x7xf32>
}

// CHECK-LABEL: func.func @slice_static(
func.func @slice_static(%arg0: tensor<4x8xf32>) -> tensor<4x3xf32> {
  // CHECK: "ttir.slice_static"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x3xf32>
  %0 = "ttir.slice_static"(%arg0) <{begins = [0 : i32, 2 : i32], ends = [4 : i32, 8 : i32], step = [1 : i32, 2 : i32]}> : (tensor<4x8xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// CHECK-LABEL: func.func @slice_static_2(
func.func @slice_static_2(%arg0: tensor<4x8xf32>) -> tensor<2x8xf32> {
  // CHECK: "ttir.slice_static"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<2x8xf32>
  %0 = "ttir.slice_static"(%arg0) <{begins = [-2 : i32, -1 : i32], ends = [4 : i32, -9 : i32], step = [1 : i32, -1 : i32]}> : (tensor<4x8xf32>) -> tensor<2x8xf32>
  return %0 : tensor<2x8xf32>
}

// CHECK-LABEL: func.func @slice_dynamic(
func.func @slice_dynamic(%arg0: tensor<4x8xf32>, %arg1: tensor<2xsi32>, %arg2: tensor<2xsi32>) -> tensor<2x8xf32> {
  // CHECK: "ttir.slice_dynamic"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<2xsi32>, tensor<2xsi32>) -> tensor<2x8xf32>
  %0 = "ttir.slice_dynamic"(%arg0, %arg1, %arg2) <{step = [1 : i32, 1 : i32]}> : (tensor<4x8xf32>, tensor<2xsi32>, tensor<2xsi32>) -> tensor<2x8xf32>
  return %0 : tensor<2x8xf32>
}

// CHECK-LABEL: func.func @index(
func.func @index(%arg0: tensor<4x8xf32>) -> tensor<4x3xf32> {
  // CHECK: "ttir.index"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x3xf32>
  %0 = "ttir.index"(%arg0) <{begin = 1 : i32, dim = 1 : i32, end = 7 : i32, step = 2 : i32}> : (tensor<4x8xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// CHECK-LABEL: func.func @index_select(
func.func @index_select(%arg0: tensor<4x8xf32>) -> tensor<4x4xf32> {
  // CHECK: "ttir.index_select"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x4xf32>
  %0 = "ttir.index_select"(%arg0) <{begin = 0 : si32, dim = 1 : si32, length = 2 : si32, stride = 4 : si32}> : (tensor<4x8xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// CHECK-LABEL: func.func @pad(
func.func @pad(%arg0: tensor<2x3xf32>) -> tensor<2x6xf32> {
  // CHECK: "ttir.pad"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3xf32>) -> tensor<2x6xf32>
  %0 = "ttir.pad"(%arg0) <{padding = array<i32: 0, 0, 1, 2>, value = 0.000000e+00 : f32}> : (tensor<2x3xf32>) -> tensor<2x6xf32>
  return %0 : tensor<2x6xf32>
}

// CHECK-LABEL: func.func @get_dimension_size(
func.func @get_dimension_size(%arg0: tensor<2x3xf32>) -> tensor<1xui32> {
  // CHECK: "ttir.get_dimension_size"(%arg0) <{
  // CHECK-SAME: : (tensor<2x3xf32>) -> tensor<1xui32>
  %0 = "ttir.get_dimension_size"(%arg0) <{dimension = 1 : i32}> : (tensor<2x3xf32>) -> tensor<1xui32>
  return %0 : tensor<1xui32>
}

// CHECK-LABEL: func.func @gather(
func.func @gather(%arg0: tensor<4x8xf32>, %arg1: tensor<4x2xsi32>) -> tensor<4x2xf32> {
  // CHECK: "ttir.gather"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x2xsi32>) -> tensor<4x2xf32>
  %0 = "ttir.gather"(%arg0, %arg1) <{dim = 1 : i32}> : (tensor<4x8xf32>, tensor<4x2xsi32>) -> tensor<4x2xf32>
  return %0 : tensor<4x2xf32>
}

// CHECK-LABEL: func.func @scatter(
func.func @scatter(%arg0: tensor<4x8xf32>, %arg1: tensor<4x2xsi32>, %arg2: tensor<4x2xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.scatter"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x2xsi32>, tensor<4x2xf32>) -> tensor<4x8xf32>
  %0 = "ttir.scatter"(%arg0, %arg1, %arg2) <{dim = 1 : i32, scatter_reduce_type = #ttcore.reduce_type<sum>}> : (tensor<4x8xf32>, tensor<4x2xsi32>, tensor<4x2xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @embedding(
func.func @embedding(%arg0: tensor<2x128xui32>, %arg1: tensor<30522x384xf32>) -> tensor<2x128x384xf32> {
  // CHECK: "ttir.embedding"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<2x128xui32>, tensor<30522x384xf32>) -> tensor<2x128x384xf32>
  %0 = "ttir.embedding"(%arg0, %arg1) : (tensor<2x128xui32>, tensor<30522x384xf32>) -> tensor<2x128x384xf32>
  return %0 : tensor<2x128x384xf32>
}

// CHECK-LABEL: func.func @embedding_backward(
func.func @embedding_backward(%arg0: tensor<2x4xui32>, %arg1: tensor<16x8xf32>, %arg2: tensor<1x1x8x8xf32>) -> tensor<16x8xf32> {
  // CHECK: "ttir.embedding_backward"(%arg0, %arg1, %arg2)
  // CHECK-SAME: : (tensor<2x4xui32>, tensor<16x8xf32>, tensor<1x1x8x8xf32>) -> tensor<16x8xf32>
  %0 = "ttir.embedding_backward"(%arg0, %arg1, %arg2) : (tensor<2x4xui32>, tensor<16x8xf32>, tensor<1x1x8x8xf32>) -> tensor<16x8xf32>
  return %0 : tensor<16x8xf32>
}
