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

// What no kernel takes is refused in any operand or result.
func.func @tensors(%c: tensor<4xi1>, %a: tensor<4xf32>, %wide: tensor<4xi64>, %deep: tensor<1x1x1x1x1x1x1x1x1x1x1x1x1xf32>) {
  // expected-error @+1 {{the host device cannot execute 'ttnn.typecast' with a tensor of 'i64' elements: it computes with f32, f16, bf16, u32, u16, u8, si32, i1}}
  %0 = "ttnn.typecast"(%a) : (tensor<4xf32>) -> tensor<4xi64>
  // expected-error @+1 {{the host device cannot execute 'ttnn.where' with a tensor of 'i64' elements}}
  %1 = "ttnn.where"(%wide, %a, %a) : (tensor<4xi64>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // expected-error @+1 {{the host device cannot execute 'ttnn.abs' with a tensor of rank 13: the rank must be 12 at most}}
  %2 = "ttnn.abs"(%deep) : (tensor<1x1x1x1x1x1x1x1x1x1x1x1x1xf32>) -> tensor<1x1x1x1x1x1x1x1x1x1x1x1x1xf32>
  return
}
