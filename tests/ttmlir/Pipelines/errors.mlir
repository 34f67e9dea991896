// What cannot be executed is reported at its location, all of it; the check can be turned off.
// RUN: ttmlir-opt --ttir-to-ttnn-backend-pipeline --verify-diagnostics %s
// RUN: ttmlir-opt --ttir-to-ttnn-backend-pipeline="check-host-support=false" %s -o /dev/null

func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %b: tensor<16xf32>, %i: tensor<4x8xsi32>) -> (tensor<4x2xsi32>, tensor<4x2xf32>, tensor<4x8xsi32>) {
  // expected-error @+1 {{the host device cannot execute 'ttnn.topk_router_gpt': it has no kernel for it}}
  %0, %1 = "ttir.topk_router_gpt"(%x, %w, %b) <{k = 2 : i32, num_experts = 16 : i32}> : (tensor<4x8xf32>, tensor<8x16xf32>, tensor<16xf32>) -> (tensor<4x2xsi32>, tensor<4x2xf32>)
  // expected-error @+1 {{the host device cannot execute 'ttnn.exp' on 'si32' elements: it has kernels for f32, f16, bf16}}
  %2 = "ttir.exp"(%i) : (tensor<4x8xsi32>) -> tensor<4x8xsi32>
  return %0, %1, %2 : tensor<4x2xsi32>, tensor<4x2xf32>, tensor<4x8xsi32>
}
