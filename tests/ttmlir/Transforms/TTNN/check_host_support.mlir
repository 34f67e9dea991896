// Every op that the host device cannot execute is reported, with the reason.
// RUN: ttmlir-opt --ttnn-check-host-support --verify-diagnostics %s

func.func @f(%a: tensor<4x8xf32>, %i: tensor<4x8xsi32>, %ids: tensor<4xsi32>, %table: tensor<16x8xf32>) {
  %0 = "ttnn.exp"(%a) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  // expected-error @+1 {{the host device cannot execute 'ttnn.exp' on 'si32' elements: it has kernels for f32, f16, bf16}}
  %1 = "ttnn.exp"(%i) : (tensor<4x8xsi32>) -> tensor<4x8xsi32>
  // expected-error @+1 {{the host device cannot execute 'ttnn.dump_tensor': it has no kernel for it}}
  "ttnn.dump_tensor"(%a) <{file_path = "a"}> : (tensor<4x8xf32>) -> ()
  %4 = "ttnn.embedding"(%ids, %table) : (tensor<4xsi32>, tensor<16x8xf32>) -> tensor<4x8xf32>
  return
}
