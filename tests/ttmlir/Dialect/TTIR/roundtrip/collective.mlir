// Collective: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @all_gather(
func.func @all_gather(%arg0: tensor<4x8xf32>) -> tensor<4x16xf32> {
  // CHECK: "ttir.all_gather"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x16xf32>
  %0 = "ttir.all_gather"(%arg0) <{all_gather_dim = 1 : si32, cluster_axis = 1 : ui32}> : (tensor<4x8xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// CHECK-LABEL: func.func @all_reduce(
func.func @all_reduce(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.all_reduce"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.all_reduce"(%arg0) <{cluster_axis = 0 : ui32, reduce_type = #ttcore.reduce_type<sum>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @all_reduce_async(
func.func @all_reduce_async(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.all_reduce_async"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.all_reduce_async"(%arg0) <{cluster_axis = 0 : ui32, reduce_type = #ttcore.reduce_type<sum>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @reduce_scatter(
func.func @reduce_scatter(%arg0: tensor<4x8xf32>) -> tensor<4x4xf32> {
  // CHECK: "ttir.reduce_scatter"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x4xf32>
  %0 = "ttir.reduce_scatter"(%arg0) <{cluster_axis = 1 : ui32, reduce_type = #ttcore.reduce_type<sum>, scatter_dim = 1 : si32}> : (tensor<4x8xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// CHECK-LABEL: func.func @all_to_all(
func.func @all_to_all(%arg0: tensor<4x8xf32>) -> tensor<8x4xf32> {
  // CHECK: "ttir.all_to_all"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<8x4xf32>
  %0 = "ttir.all_to_all"(%arg0) <{concat_dim = 0 : si32, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, split_count = 2 : si32, split_dim = 1 : si32}> : (tensor<4x8xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}

// CHECK-LABEL: func.func @collective_broadcast(
func.func @collective_broadcast(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.collective_broadcast"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.collective_broadcast"(%arg0) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @collective_permute(
func.func @collective_permute(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.collective_permute"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.collective_permute"(%arg0) <{source_target_pairs = dense<[[0, 1], [1, 0]]> : tensor<2x2xi64>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @mesh_partition(
func.func @mesh_partition(%arg0: tensor<4x8xf32>) -> tensor<4x4xf32> {
  // CHECK: "ttir.mesh_partition"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x4xf32>
  %0 = "ttir.mesh_partition"(%arg0) <{cluster_axis = 1 : ui32, dim = 1 : si32}> : (tensor<4x8xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// CHECK-LABEL: func.func @mesh_shard(
func.func @mesh_shard(%arg0: tensor<4x8xf32>) -> tensor<4x4xf32> {
  // CHECK: "ttir.mesh_shard"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x4xf32>
  %0 = "ttir.mesh_shard"(%arg0) <{shard_dims = array<i64: -1, 1>, shard_direction = #ttcore.shard_direction<full_to_shard>, shard_shape = array<i64: 1, 2>, shard_type = #ttcore.shard_type<devices>}> : (tensor<4x8xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// CHECK-LABEL: func.func @mesh_shard_2(
func.func @mesh_shard_2(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.mesh_shard"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.mesh_shard"(%arg0) <{shard_dims = array<i64: -1>, shard_direction = #ttcore.shard_direction<shard_to_full>, shard_shape = array<i64: 1>, shard_type = #ttcore.shard_type<replicate>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
