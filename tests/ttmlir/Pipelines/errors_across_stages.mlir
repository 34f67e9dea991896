// Ops that cannot be converted and ops that the host device cannot execute are reported together.
// RUN: ttmlir-opt --ttir-to-ttnn-backend-pipeline --verify-diagnostics %s

func.func @f(%a: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>) {
  // expected-error @+1 {{the host device cannot execute 'ttnn.all_reduce': it has no kernel for it}}
  %0 = "ttir.all_reduce"(%a) <{cluster_axis = 0 : ui32, reduce_type = #ttcore.reduce_type<sum>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  // expected-error @+1 {{cannot lower 'ttir.collective_permute': programs on several devices are not lowered yet}}
  %1 = "ttir.collective_permute"(%a) <{source_target_pairs = dense<[[0, 1]]> : tensor<1x2xi64>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0, %1 : tensor<4x8xf32>, tensor<4x8xf32>
}
