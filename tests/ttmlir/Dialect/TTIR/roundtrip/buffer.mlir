// Buffers and layouts: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @alloc(
func.func @alloc() -> tensor<32x32xf32> {
  // CHECK: "ttir.alloc"() <{
  // CHECK-SAME: : () -> tensor<32x32xf32>
  %0 = "ttir.alloc"() <{address = 1024 : i64, memory_space = #ttcore.memory_space<l1>, size = 4096 : i64}> : () -> tensor<32x32xf32>
  return %0 : tensor<32x32xf32>
}

// CHECK-LABEL: func.func @dealloc(
func.func @dealloc(%arg0: tensor<32x32xf32>) {
  // CHECK: "ttir.dealloc"(%arg0)
  // CHECK-SAME: : (tensor<32x32xf32>) -> ()
  "ttir.dealloc"(%arg0) : (tensor<32x32xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @to_layout(
func.func @to_layout(%arg0: tensor<32x32xf32>, %arg1: tensor<32x32xbf16>) -> tensor<32x32xbf16> {
  // CHECK: "ttir.to_layout"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<32x32xf32>, tensor<32x32xbf16>) -> tensor<32x32xbf16>
  %0 = "ttir.to_layout"(%arg0, %arg1) : (tensor<32x32xf32>, tensor<32x32xbf16>) -> tensor<32x32xbf16>
  return %0 : tensor<32x32xbf16>
}

// CHECK-LABEL: func.func @to_layout_2(
func.func @to_layout_2(%arg0: memref<4xf32>, %arg1: memref<4xf32>) {
  // CHECK: "ttir.to_layout"(%arg0, %arg1)
  // CHECK-SAME: : (memref<4xf32>, memref<4xf32>) -> ()
  "ttir.to_layout"(%arg0, %arg1) : (memref<4xf32>, memref<4xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @ttnn_metal_layout_cast(
func.func @ttnn_metal_layout_cast(%arg0: tensor<4xf32>) -> memref<4xf32> {
  // CHECK: "ttir.ttnn_metal_layout_cast"(%arg0)
  // CHECK-SAME: : (tensor<4xf32>) -> memref<4xf32>
  %0 = "ttir.ttnn_metal_layout_cast"(%arg0) : (tensor<4xf32>) -> memref<4xf32>
  return %0 : memref<4xf32>
}

// CHECK-LABEL: func.func @tt_lang_op(
func.func @tt_lang_op(%arg0: tensor<4x8xf32>, %arg1: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.tt_lang_op"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.tt_lang_op"(%arg0, %arg1) <{arg_roles = "in,in,out", kernel_id = "add", shard_spec = "", version_tag = "1"}> : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
