"""Programs that several tests use."""

FUNCTION = """
func.func @f(%a: tensor<2xf32>, %b: tensor<2xf32>) -> tensor<2xf32> {
  %0 = arith.addf %a, %b : tensor<2xf32>
  %1 = arith.mulf %0, %0 : tensor<2xf32>
  return %1 : tensor<2xf32>
}
"""
