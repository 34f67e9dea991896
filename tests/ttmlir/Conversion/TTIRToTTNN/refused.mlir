// Ops that cannot be lowered are all reported, with the reason.
// RUN: ttmlir-opt --convert-ttir-to-ttnn --verify-diagnostics %s

func.func @f(%a: tensor<4x8xf32>) {
  // expected-error @+1 {{cannot lower 'ttir.square': ttnn has no op for it, and no decomposition of it applies}}
  %0 = "ttir.square"(%a) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  // expected-error @+1 {{cannot lower 'ttir.mesh_shard': programs on several devices are not lowered yet}}
  %1 = "ttir.mesh_shard"(%a) <{shard_type = #ttcore.shard_type<replicate>, shard_direction = #ttcore.shard_direction<full_to_shard>, shard_shape = array<i64: 1>, shard_dims = array<i64: -1>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  // expected-error @+1 {{cannot lower 'ttir.prod': ttnn reduces along one dimension or all of them, not along 2}}
  %2 = "ttir.prod"(%a) <{keep_dim = false, dim_arg = [0 : i32, 1 : i32]}> : (tensor<4x8xf32>) -> tensor<f32>
  return
}
