// Elementwise operations on three tensors.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_ELEMENTWISETERNARYOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_ELEMENTWISETERNARYOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

def TTIR_WhereOp : TTIR_PureOp<"where">, ElementTypes<"kind: second third result"> {
  let summary = "Choice between two elements";
  let description = [{
    `result = second` where `first` is not zero, `third` elsewhere, with
    broadcasting of all three.

    ```mlir
    %0 = "ttir.where"(%condition, %a, %b)
        : (tensor<4x8xi1>, tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$first, AnyRankedTensor:$second, AnyRankedTensor:$third);
  let results = (outs AnyRankedTensor:$result);
  let hasFolder = 1;
}

def TTIR_ClampTensorOp : TTIR_PureOp<"clamp_tensor">, KeepsElementKind {
  let summary = "Limits elements to a range given by tensors";
  let description = [{
    `result = min(max(input, min), max)` with broadcasting of the limits to the
    input.
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$min, AnyRankedTensor:$max);
  let results = (outs AnyRankedTensor:$result);
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_ELEMENTWISETERNARYOPS_TD
