// Reductions, scans, sorting and sampling.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_REDUCTION_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_REDUCTION_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_ArgMaxOp : TTNN_Op<"argmax">, HostAll, ElementTypes<"integer: result"> {
  let summary = "Index of the maximum";
  let description = [{
    Gives the index of the greatest element along `dim`, the first of equal
    ones, or the index in the flattened tensor where `dim` is absent. With
    `keep_dim` reduced dimensions stay with size one.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       OptionalAttr<SI32Attr>:$dim,
                       DefaultValuedAttr<BoolAttr, "false">:$keep_dim);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_CumProdOp : TTNN_Op<"cumprod">, HostNumeric, KeepsElementKind {
  let summary = "Cumulative product";
  let description = [{
    Element i along `dim` of the result is the product of elements 0 to i of
    the input. A negative `dim` counts from the last dimension.
  }];
  let arguments = (ins AnyRankedTensor:$input, SI32Attr:$dim);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_CumSumOp : TTNN_Op<"cumsum">, HostNumeric, KeepsElementKind {
  let summary = "Cumulative sum";
  let description = [{
    Element i along `dim` of the result is the sum of elements 0 to i of the
    input. A negative `dim` counts from the last dimension.
  }];
  let arguments = (ins AnyRankedTensor:$input, SI32Attr:$dim);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_MaxOp : TTNN_Op<"max">, HostAll, KeepsElementKind {
  let summary = "Maximum over dimensions";
  let description = [{
    Reduces the dimensions `dim_arg`, all of them where it is absent, to their
    greatest element. With `keep_dim` they stay with size one.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       BoolAttr:$keep_dim,
                       OptionalAttr<I32ArrayAttr>:$dim_arg,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_MeanOp : TTNN_Op<"mean">, HostNumeric, KeepsElementKind {
  let summary = "Mean over dimensions";
  let description = [{
    Reduces the dimensions `dim_arg`, all of them where it is absent, to their
    mean. With `keep_dim` they stay with size one.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       BoolAttr:$keep_dim,
                       OptionalAttr<I32ArrayAttr>:$dim_arg,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_MinOp : TTNN_Op<"min">, HostAll, KeepsElementKind {
  let summary = "Minimum over dimensions";
  let description = [{
    Reduces the dimensions `dim_arg`, all of them where it is absent, to their
    least element. With `keep_dim` they stay with size one.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       BoolAttr:$keep_dim,
                       OptionalAttr<I32ArrayAttr>:$dim_arg,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_ProdOp : TTNN_Op<"prod">, HostAll, KeepsElementKind {
  let summary = "Product over a dimension";
  let description = [{
    Reduces the dimension `dim_arg`, all of them where it is absent, to the
    product of its elements. With `keep_dim` reduced dimensions stay with size
    one.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       OptionalAttr<SI64Attr>:$dim_arg,
                       BoolAttr:$keep_dim);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_SamplingOp : TTNN_Op<"sampling">, ElementTypes<"kind: input_values p temp; integer: input_indices k result"> {
  let summary = "Sampling of tokens";
  let description = [{
    Draws one of the candidates of each row: of `input_values` (one row of
    logits for each user) the `k` greatest, of those as many as reach the
    cumulative probability `p`, after division by the temperature `temp`.
    `input_indices` are the tokens that candidates stand for; `k`, `p` and
    `temp` hold one number for each user.
  }];
  let arguments = (ins AnyRankedTensor:$input_values,
                       AnyRankedTensor:$input_indices,
                       AnyRankedTensor:$k,
                       AnyRankedTensor:$p,
                       AnyRankedTensor:$temp,
                       OptionalAttr<UI32Attr>:$seed);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_SortOp : TTNN_Op<"sort">, HostAll, ElementTypes<"same: input values; integer: indices"> {
  let summary = "Sorting along a dimension";
  let description = [{
    Sorts along `dim`, ascending unless `descending`, and gives the sorted
    values and the indices that they came from. `stable` keeps the order of
    equal elements.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       DefaultValuedAttr<SI8Attr, "-1">:$dim,
                       DefaultValuedAttr<BoolAttr, "false">:$descending,
                       DefaultValuedAttr<BoolAttr, "false">:$stable);
  let results = (outs AnyRankedTensor:$values, AnyRankedTensor:$indices);
  let hasVerifier = 1;
}

def TTNN_SumOp : TTNN_Op<"sum">, HostAll, KeepsElementKind {
  let summary = "Sum over dimensions";
  let description = [{
    Reduces the dimensions `dim_arg`, all of them where it is absent, to their
    sum. With `keep_dim` they stay with size one.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       BoolAttr:$keep_dim,
                       OptionalAttr<I32ArrayAttr>:$dim_arg,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_TopKOp : TTNN_Op<"topk">, HostAll, ElementTypes<"same: input_tensor values; integer: indices"> {
  let summary = "Greatest or least elements";
  let description = [{
    Gives the `k` greatest (or least, without `largest`) elements along `dim`
    and their indices, in order where `sorted` is set.
  }];
  let arguments = (ins AnyRankedTensor:$input_tensor,
                       I32Attr:$k,
                       DefaultValuedAttr<SI32Attr, "-1">:$dim,
                       DefaultValuedAttr<BoolAttr, "true">:$largest,
                       DefaultValuedAttr<BoolAttr, "false">:$sorted);
  let results = (outs AnyRankedTensor:$values, AnyRankedTensor:$indices);
  let hasVerifier = 1;
}

def TTNN_TopKRouterGptOp : TTNN_Op<"topk_router_gpt">, ElementTypes<"kind: input weight bias expert_weights; integer: expert_indices"> {
  let summary = "Router of a mixture of experts";
  let description = [{
    Computes the logits `input * weight + bias` of `num_experts` experts for
    each token, and gives the indices of the `k` greatest and the softmax of
    their logits.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$weight,
                       AnyRankedTensor:$bias,
                       I32Attr:$k,
                       I32Attr:$num_experts);
  let results = (outs AnyRankedTensor:$expert_indices,
                      AnyRankedTensor:$expert_weights);
  let hasVerifier = 1;
}

#endif
