// What operations over a mesh refuse, and how they say so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

func.func @all_to_all_dispatch(%arg0: tensor<4x8x1x64xf32>, %arg1: tensor<4x8x1x2xui32>, %arg2: tensor<1x1x8x2xui32>) {
  // expected-error @below {{'ttir.all_to_all_dispatch' op cluster_axis must be 0 or 1, but is 2}}
  %0:2 = "ttir.all_to_all_dispatch"(%arg0, %arg1, %arg2) <{cluster_axis = 2 : i64, num_devices = 2 : i64}> : (tensor<4x8x1x64xf32>, tensor<4x8x1x2xui32>, tensor<1x1x8x2xui32>) -> (tensor<1x8x8x64xf32>, tensor<1x8x8x2xui32>)
  return
}

// -----

func.func @all_to_all_dispatch(%arg0: tensor<4x8x1x64xf32>, %arg1: tensor<4x8x1x2xui32>, %arg2: tensor<1x1x8x2xui32>) {
  // expected-error @below {{'ttir.all_to_all_dispatch' op num_devices must be at least 1, but is 0}}
  %0:2 = "ttir.all_to_all_dispatch"(%arg0, %arg1, %arg2) <{cluster_axis = 1 : i64, num_devices = 0 : i64}> : (tensor<4x8x1x64xf32>, tensor<4x8x1x2xui32>, tensor<1x1x8x2xui32>) -> (tensor<1x8x8x64xf32>, tensor<1x8x8x2xui32>)
  return
}

// -----

func.func @all_to_all_dispatch_metadata(%arg0: tensor<4x8x1x64xf32>, %arg1: tensor<4x8x1x2xui32>, %arg2: tensor<4x8x1x3xf32>, %arg3: tensor<1x1x8x2xui32>) {
  // expected-error @below {{'ttir.all_to_all_dispatch_metadata' op expert_scores must have shape 4x8x1x2, but its shape is 4x8x1x3}}
  %0:3 = "ttir.all_to_all_dispatch_metadata"(%arg0, %arg1, %arg2, %arg3) <{cluster_axis = 1 : i64, num_devices = 2 : i64}> : (tensor<4x8x1x64xf32>, tensor<4x8x1x2xui32>, tensor<4x8x1x3xf32>, tensor<1x1x8x2xui32>) -> (tensor<1x8x8x64xf32>, tensor<1x8x8x2xui32>, tensor<1x8x8x2xf32>)
  return
}

// -----

func.func @all_to_all_combine(%arg0: tensor<4x8x8x64xf32>, %arg1: tensor<1x8x8x2xui32>, %arg2: tensor<1x1x8x2xui32>) {
  // expected-error @below {{'ttir.all_to_all_combine' op num_experts_per_tok must be at least 1, but got 0}}
  %0 = "ttir.all_to_all_combine"(%arg0, %arg1, %arg2) <{cluster_axis = 1 : i64, num_devices = 2 : i64, num_experts_per_tok = 0 : i64}> : (tensor<4x8x8x64xf32>, tensor<1x8x8x2xui32>, tensor<1x1x8x2xui32>) -> tensor<2x4x8x64xf32>
  return
}

// -----

func.func @moe_expert_token_remap(%arg0: tensor<8x8xf32>, %arg1: tensor<1x1x8x2xui32>, %arg2: tensor<1x8x8x2xui32>) {
  // expected-error @below {{'ttir.moe_expert_token_remap' op topk_tensor must have rank 4, but its shape is 8x8}}
  %0:2 = "ttir.moe_expert_token_remap"(%arg0, %arg1, %arg2) <{reduction_size = 16 : i64}> : (tensor<8x8xf32>, tensor<1x1x8x2xui32>, tensor<1x8x8x2xui32>) -> (tensor<1x8x8x4xf32>, tensor<1x1x4x4xf32>)
  return
}

// -----

func.func @moe_compute(%arg0: tensor<8x64xf32>, %arg1: tensor<8x2xui32>, %arg2: tensor<8x2xf32>, %arg3: tensor<1x8xui32>, %arg4: tensor<4x64x32xf32>, %arg5: tensor<4x64x16xf32>, %arg6: tensor<4x32x64xf32>) {
  // expected-error @below {{'ttir.moe_compute' op w0 and w1 must have the same shape, but have 4x64x32 and 4x64x16}}
  %0 = "ttir.moe_compute"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6) <{cluster_axis = 0 : ui32, intermediate_size = 32 : ui32, layer_id = 0 : ui32, operandSegmentSizes = array<i32: 1, 1, 1, 1, 1, 1, 1, 0, 0, 0>, output_height_shard_dim = 4 : ui32}> : (tensor<8x64xf32>, tensor<8x2xui32>, tensor<8x2xf32>, tensor<1x8xui32>, tensor<4x64x32xf32>, tensor<4x64x16xf32>, tensor<4x32x64xf32>) -> tensor<2x8x64xf32>
  return
}

// -----

func.func @selective_reduce_combine(%arg0: tensor<4x8x64xf32>, %arg1: tensor<8x4xf32>, %arg2: tensor<4x8xui32>, %arg3: tensor<4xui32>) {
  // expected-error @below {{'ttir.selective_reduce_combine' op select_experts_k must be from 1 to experts (8), but is 9}}
  %0 = "ttir.selective_reduce_combine"(%arg0, %arg1, %arg2, %arg3) <{batch_size = 4 : ui32, experts = 8 : ui32, hidden_size = 64 : ui32, select_experts_k = 9 : ui32, seq_size = 2 : ui32}> : (tensor<4x8x64xf32>, tensor<8x4xf32>, tensor<4x8xui32>, tensor<4xui32>) -> tensor<2x8x64xf32>
  return
}

// -----

func.func @all_gather(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.all_gather' op input with shape 4x8 and result with shape 8x8 must be the same but for dimension 1 (all_gather_dim), where one must be a multiple of the other}}
  %0 = "ttir.all_gather"(%arg0) <{all_gather_dim = 1 : si32, cluster_axis = 1 : ui32}> : (tensor<4x8xf32>) -> tensor<8x8xf32>
  return
}

// -----

func.func @all_gather(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.all_gather' op cluster_axis must be 0 or 1, but is 2}}
  %0 = "ttir.all_gather"(%arg0) <{all_gather_dim = 1 : si32, cluster_axis = 2 : ui32}> : (tensor<4x8xf32>) -> tensor<4x16xf32>
  return
}

// -----

func.func @all_reduce(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.all_reduce' op result must have shape 4x8, but its shape is 4x4}}
  %0 = "ttir.all_reduce"(%arg0) <{cluster_axis = 0 : ui32, reduce_type = #ttcore.reduce_type<sum>}> : (tensor<4x8xf32>) -> tensor<4x4xf32>
  return
}

// -----

func.func @reduce_scatter(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.reduce_scatter' op input with shape 4x8 and result with shape 4x3 must be the same but for dimension 1 (scatter_dim), where one must be a multiple of the other}}
  %0 = "ttir.reduce_scatter"(%arg0) <{cluster_axis = 1 : ui32, reduce_type = #ttcore.reduce_type<sum>, scatter_dim = 1 : si32}> : (tensor<4x8xf32>) -> tensor<4x3xf32>
  return
}

// -----

func.func @all_to_all(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.all_to_all' op split_count must divide the size of dimension 1, 8, but is 3}}
  %0 = "ttir.all_to_all"(%arg0) <{concat_dim = 0 : si32, split_dim = 1 : si32, split_count = 3 : si32, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> : (tensor<4x8xf32>) -> tensor<8x4xf32>
  return
}

// -----

func.func @all_to_all(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.all_to_all' op replica_groups must have a row of 4 devices for each group, but has type 'tensor<1x2xi64>'}}
  %0 = "ttir.all_to_all"(%arg0) <{concat_dim = 0 : si32, split_dim = 1 : si32, split_count = 4 : si32, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> : (tensor<4x8xf32>) -> tensor<16x2xf32>
  return
}

// -----

func.func @collective_broadcast(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.collective_broadcast' op replica_groups must have a row for each group, but has type 'tensor<2xi64>'}}
  %0 = "ttir.collective_broadcast"(%arg0) <{replica_groups = dense<[0, 1]> : tensor<2xi64>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @collective_permute(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.collective_permute' op source_target_pairs names device 1 as a target twice}}
  %0 = "ttir.collective_permute"(%arg0) <{source_target_pairs = dense<[[0, 1], [2, 1]]> : tensor<2x2xi64>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @collective_permute(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.collective_permute' op source_target_pairs must have rows [source, target], but has type 'tensor<2xi64>'}}
  %0 = "ttir.collective_permute"(%arg0) <{source_target_pairs = dense<[0, 1]> : tensor<2xi64>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @mesh_shard(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.mesh_shard' op dimension 1 of size 8 cannot be cut into 3 shards}}
  %0 = "ttir.mesh_shard"(%arg0) <{shard_type = #ttcore.shard_type<devices>, shard_direction = #ttcore.shard_direction<full_to_shard>, shard_shape = array<i64: 1, 3>, shard_dims = array<i64: -1, 1>}> : (tensor<4x8xf32>) -> tensor<4x2xf32>
  return
}

// -----

func.func @mesh_shard(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.mesh_shard' op shard_shape must hold one number for each of the 2 dimensions, but is [2]}}
  %0 = "ttir.mesh_shard"(%arg0) <{shard_type = #ttcore.shard_type<devices>, shard_direction = #ttcore.shard_direction<full_to_shard>, shard_shape = array<i64: 2>, shard_dims = array<i64: 0>}> : (tensor<4x8xf32>) -> tensor<2x8xf32>
  return
}

// -----

func.func @mesh_shard(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.mesh_shard' op shard_dims must be -1 or a dimension of the tensor of rank 2, but is [-1, 2]}}
  %0 = "ttir.mesh_shard"(%arg0) <{shard_type = #ttcore.shard_type<devices>, shard_direction = #ttcore.shard_direction<full_to_shard>, shard_shape = array<i64: 1, 2>, shard_dims = array<i64: -1, 2>}> : (tensor<4x8xf32>) -> tensor<4x4xf32>
  return
}

// -----

func.func @mesh_shard(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.mesh_shard' op result must have shape 4x4, but its shape is 4x8}}
  %0 = "ttir.mesh_shard"(%arg0) <{shard_type = #ttcore.shard_type<devices>, shard_direction = #ttcore.shard_direction<full_to_shard>, shard_shape = array<i64: 1, 2>, shard_dims = array<i64: -1, 1>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @mesh_shard(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.mesh_shard' op result must have shape 4x8, but its shape is 4x4}}
  %0 = "ttir.mesh_shard"(%arg0) <{shard_type = #ttcore.shard_type<replicate>, shard_direction = #ttcore.shard_direction<full_to_shard>, shard_shape = array<i64: 1>, shard_dims = array<i64: -1>}> : (tensor<4x8xf32>) -> tensor<4x4xf32>
  return
}
