// Mixtures of experts: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @all_to_all_dispatch(
func.func @all_to_all_dispatch(%arg0: tensor<4x8x1x64xf32>, %arg1: tensor<4x8x1x2xui32>, %arg2: tensor<1x1x8x2xui32>) -> (tensor<1x8x8x64xf32>, tensor<1x8x8x2xui32>) {
  // CHECK: "ttir.all_to_all_dispatch"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<4x8x1x64xf32>, tensor<4x8x1x2xui32>, tensor<1x1x8x2xui32>) -> (tensor<1x8x8x64xf32>, tensor<1x8x8x2xui32>)
  %0:2 = "ttir.all_to_all_dispatch"(%arg0, %arg1, %arg2) <{cluster_axis = 1 : i64, num_devices = 2 : i64}> : (tensor<4x8x1x64xf32>, tensor<4x8x1x2xui32>, tensor<1x1x8x2xui32>) -> (tensor<1x8x8x64xf32>, tensor<1x8x8x2xui32>)
  return %0#0, %0#1 : tensor<1x8x8x64xf32>, tensor<1x8x8x2xui32>
}

// CHECK-LABEL: func.func @all_to_all_dispatch_metadata(
func.func @all_to_all_dispatch_metadata(%arg0: tensor<4x8x1x64xf32>, %arg1: tensor<4x8x1x2xui32>, %arg2: tensor<4x8x1x2xf32>, %arg3: tensor<1x1x8x2xui32>) -> (tensor<1x8x8x64xf32>, tensor<1x8x8x2xui32>, tensor<1x8x8x2xf32>) {
  // CHECK: "ttir.all_to_all_dispatch_metadata"(%arg0, %arg1, %arg2, %arg3) <{
  // CHECK-SAME: : (tensor<4x8x1x64xf32>, tensor<4x8x1x2xui32>, tensor<4x8x1x2xf32>, tensor<1x1x8x2xui32>) -> (tensor<1x8x8x64xf32>, tensor<1x8x8x2xui32>, tensor<1x8x8x2xf32>)
  %0:3 = "ttir.all_to_all_dispatch_metadata"(%arg0, %arg1, %arg2, %arg3) <{cluster_axis = 1 : i64, num_devices = 2 : i64}> : (tensor<4x8x1x64xf32>, tensor<4x8x1x2xui32>, tensor<4x8x1x2xf32>, tensor<1x1x8x2xui32>) -> (tensor<1x8x8x64xf32>, tensor<1x8x8x2xui32>, tensor<1x8x8x2xf32>)
  return %0#0, %0#1, %0#2 : tensor<1x8x8x64xf32>, tensor<1x8x8x2xui32>, tensor<1x8x8x2xf32>
}

// CHECK-LABEL: func.func @all_to_all_combine(
func.func @all_to_all_combine(%arg0: tensor<4x8x8x64xf32>, %arg1: tensor<1x8x8x2xui32>, %arg2: tensor<1x1x8x2xui32>) -> tensor<2x4x8x64xf32> {
  // CHECK: "ttir.all_to_all_combine"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<4x8x8x64xf32>, tensor<1x8x8x2xui32>, tensor<1x1x8x2xui32>) -> tensor<2x4x8x64xf32>
  %0 = "ttir.all_to_all_combine"(%arg0, %arg1, %arg2) <{cluster_axis = 1 : i64, num_devices = 2 : i64, num_experts_per_tok = 2 : i64, output_shard_dim = 2 : i64}> : (tensor<4x8x8x64xf32>, tensor<1x8x8x2xui32>, tensor<1x1x8x2xui32>) -> tensor<2x4x8x64xf32>
  return %0 : tensor<2x4x8x64xf32>
}

// CHECK-LABEL: func.func @moe_expert_token_remap(
func.func @moe_expert_token_remap(%arg0: tensor<1x8x8x8xf32>, %arg1: tensor<1x1x8x2xui32>, %arg2: tensor<1x8x8x2xui32>) -> (tensor<1x8x8x4xf32>, tensor<1x1x4x4xf32>) {
  // CHECK: "ttir.moe_expert_token_remap"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<1x8x8x8xf32>, tensor<1x1x8x2xui32>, tensor<1x8x8x2xui32>) -> (tensor<1x8x8x4xf32>, tensor<1x1x4x4xf32>)
  %0:2 = "ttir.moe_expert_token_remap"(%arg0, %arg1, %arg2) <{reduction_size = 16 : i64}> : (tensor<1x8x8x8xf32>, tensor<1x1x8x2xui32>, tensor<1x8x8x2xui32>) -> (tensor<1x8x8x4xf32>, tensor<1x1x4x4xf32>)
  return %0#0, %0#1 : tensor<1x8x8x4xf32>, tensor<1x1x4x4xf32>
}

// CHECK-LABEL: func.func @moe_compute(
func.func @moe_compute(%arg0: tensor<8x64xf32>, %arg1: tensor<8x2xui32>, %arg2: tensor<8x2xf32>, %arg3: tensor<1x8xui32>, %arg4: tensor<4x64x32xf32>, %arg5: tensor<4x64x32xf32>, %arg6: tensor<4x32x64xf32>) -> tensor<2x8x64xf32> {
  // CHECK: "ttir.moe_compute"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6) <{
  // CHECK-SAME: : (tensor<8x64xf32>, tensor<8x2xui32>, tensor<8x2xf32>, tensor<1x8xui32>, tensor<4x64x32xf32>, tensor<4x64x32xf32>, tensor<4x32x64xf32>) -> tensor<2x8x64xf32>
  %0 = "ttir.moe_compute"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6) <{activation_function = #ttcore.moe_activation_function<swiglu>, cluster_axis = 0 : ui32, intermediate_size = 32 : ui32, layer_id = 0 : ui32, operandSegmentSizes = array<i32: 1, 1, 1, 1, 1, 1, 1, 0, 0, 0>, output_height_shard_dim = 4 : ui32}> : (tensor<8x64xf32>, tensor<8x2xui32>, tensor<8x2xf32>, tensor<1x8xui32>, tensor<4x64x32xf32>, tensor<4x64x32xf32>, tensor<4x32x64xf32>) -> tensor<2x8x64xf32>
  return %0 : tensor<2x8x64xf32>
}

// CHECK-LABEL: func.func @moe_gpt(
func.func @moe_gpt(%arg0: tensor<8x64xf32>, %arg1: tensor<8x2xui32>, %arg2: tensor<8x2xf32>, %arg3: tensor<1x8xui32>, %arg4: tensor<4x64x64xf32>, %arg5: tensor<4x32x64xf32>) -> (tensor<4xui32>, tensor<8x4xui32>, tensor<4x8xui32>, tensor<4x8x64xf32>, tensor<4x8x64xf32>) {
  // CHECK: "ttir.moe_gpt"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) <{
  // CHECK-SAME: : (tensor<8x64xf32>, tensor<8x2xui32>, tensor<8x2xf32>, tensor<1x8xui32>, tensor<4x64x64xf32>, tensor<4x32x64xf32>) -> (tensor<4xui32>, tensor<8x4xui32>, tensor<4x8xui32>, tensor<4x8x64xf32>, tensor<4x8x64xf32>)
  %0:5 = "ttir.moe_gpt"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) <{hidden_size = 64 : ui32}> : (tensor<8x64xf32>, tensor<8x2xui32>, tensor<8x2xf32>, tensor<1x8xui32>, tensor<4x64x64xf32>, tensor<4x32x64xf32>) -> (tensor<4xui32>, tensor<8x4xui32>, tensor<4x8xui32>, tensor<4x8x64xf32>, tensor<4x8x64xf32>)
  return %0#0, %0#1, %0#2, %0#3, %0#4 : tensor<4xui32>, tensor<8x4xui32>, tensor<4x8xui32>, tensor<4x8x64xf32>, tensor<4x8x64xf32>
}

// CHECK-LABEL: func.func @selective_reduce_combine(
func.func @selective_reduce_combine(%arg0: tensor<4x8x64xf32>, %arg1: tensor<8x4xf32>, %arg2: tensor<4x8xui32>, %arg3: tensor<4xui32>) -> tensor<2x8x64xf32> {
  // CHECK: "ttir.selective_reduce_combine"(%arg0, %arg1, %arg2, %arg3) <{
  // CHECK-SAME: : (tensor<4x8x64xf32>, tensor<8x4xf32>, tensor<4x8xui32>, tensor<4xui32>) -> tensor<2x8x64xf32>
  %0 = "ttir.selective_reduce_combine"(%arg0, %arg1, %arg2, %arg3) <{batch_size = 4 : ui32, experts = 8 : ui32, hidden_size = 64 : ui32, select_experts_k = 2 : ui32, seq_size = 2 : ui32}> : (tensor<4x8x64xf32>, tensor<8x4xf32>, tensor<4x8xui32>, tensor<4xui32>) -> tensor<2x8x64xf32>
  return %0 : tensor<2x8x64xf32>
}
