// Reductions along dimensions, scans, sorting and selection.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_REDUCTIONOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_REDUCTIONOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

/// Combines the elements along `dim_arg` (all dimensions, if it is not given).
/// Reduced dimensions stay with size 1 if `keep_dim`, and go otherwise.
class TTIR_ReductionOp<string mnemonic, list<Trait> traits = []> : TTIR_PureOp<mnemonic, traits> {
  let elementTypes = "kind: all";
  let arguments = (ins AnyRankedTensor:$input, BoolAttr:$keep_dim, OptionalAttr<I32ArrayAttr>:$dim_arg);
  let results = (outs AnyRankedTensor:$result);
  code resultElementType = "::mlir::getElementTypeOrSelf(adaptor.getInput())";
  let extraClassDefinition = [{
    ::mlir::LogicalResult $cppClass::inferResults(Adaptor adaptor, ::mlir::tt::ErrorReporter report,
                                                  ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return ::mlir::tt::ttir::inferReduction(adaptor.getInput(), adaptor.getDimArg(), adaptor.getKeepDim(),
                                              }] # resultElementType # [{, report, types);
    }
  }];
}

def TTIR_SumOp : TTIR_ReductionOp<"sum"> {
  let summary = "Sum along dimensions";
  let description = [{
    Adds the elements along the dimensions of `dim_arg`.

    ```mlir
    %0 = "ttir.sum"(%a) <{keep_dim = true, dim_arg = [-1 : i32]}> : (tensor<4x8xf32>) -> tensor<4x1xf32>
    ```
  }];
  let hasFolder = 1;
}

def TTIR_MeanOp : TTIR_ReductionOp<"mean"> {
  let summary = "Mean along dimensions";
  let description = [{
    Adds the elements along the dimensions of `dim_arg` and divides by their
    number.
  }];
  let hasFolder = 1;
}

def TTIR_MaxOp : TTIR_ReductionOp<"max"> {
  let summary = "Largest element along dimensions";
  let description = [{
    The largest of the elements along the dimensions of `dim_arg`.
  }];
  let hasFolder = 1;
}

def TTIR_MinOp : TTIR_ReductionOp<"min"> {
  let summary = "Smallest element along dimensions";
  let description = [{
    The smallest of the elements along the dimensions of `dim_arg`.
  }];
  let hasFolder = 1;
}

def TTIR_ProdOp : TTIR_ReductionOp<"prod"> {
  let summary = "Product along dimensions";
  let description = [{
    Multiplies the elements along the dimensions of `dim_arg`.
  }];
  let hasFolder = 1;
}

def TTIR_ReduceAndOp : TTIR_ReductionOp<"reduce_and">, FreeElementTypes {
  let summary = "Whether all elements along dimensions are true";
  let description = [{
    True (1) where no element along the dimensions of `dim_arg` is zero.
  }];
}

def TTIR_ReduceOrOp : TTIR_ReductionOp<"reduce_or">, FreeElementTypes {
  let summary = "Whether an element along dimensions is true";
  let description = [{
    True (1) where some element along the dimensions of `dim_arg` is not zero.
  }];
}

def TTIR_ArgMaxOp : TTIR_ReductionOp<"argmax">, ElementTypes<"integer: result"> {
  let summary = "Index of the largest element";
  let description = [{
    The index along the one dimension of `dim_arg` at which the largest element
    is; the first, if there are several. Without `dim_arg`, the index into the
    flattened input. The result is si32 when inferred.

    ```mlir
    %0 = "ttir.argmax"(%a) <{keep_dim = false, dim_arg = [1 : i32]}> : (tensor<4x8xf32>) -> tensor<4xsi32>
    ```
  }];
  let resultElementType = "::mlir::tt::ttir::getIndexElementType(adaptor.getInput().getContext())";
  let hasVerifier = 1;
}

//===-- Scans -----------------------------------------------------------------===//

class TTIR_ScanOp<string mnemonic> : TTIR_PureOp<mnemonic> {
  let elementTypes = "kind: all";
  let arguments = (ins AnyRankedTensor:$input, I64Attr:$dim);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_CumSumOp : TTIR_ScanOp<"cumsum"> {
  let summary = "Running sum along a dimension";
  let description = [{
    `result[i] = input[0] + ... + input[i]` along `dim`.

    ```mlir
    %0 = "ttir.cumsum"(%a) <{dim = 1 : i64}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
    ```
  }];
}

def TTIR_CumProdOp : TTIR_ScanOp<"cumprod"> {
  let summary = "Running product along a dimension";
  let description = [{
    `result[i] = input[0] * ... * input[i]` along `dim`.
  }];
}

//===-- Sorting and selection -------------------------------------------------===//

def TTIR_SortOp : TTIR_PureOp<"sort">, ElementTypes<"same: input values; integer: indices"> {
  let summary = "Sorts along a dimension";
  let description = [{
    Sorts the elements along `dim`, upwards or, if `descending`, downwards, and
    gives the index each came from (si32 when inferred). A `stable` sort keeps
    the order of equal elements.

    ```mlir
    %values, %indices = "ttir.sort"(%a) <{dim = -1 : si32}> : (tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xsi32>)
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       DefaultValuedAttr<SI32Attr, "-1">:$dim,
                       DefaultValuedAttr<BoolAttr, "false">:$descending,
                       DefaultValuedAttr<BoolAttr, "false">:$stable);
  let results = (outs AnyRankedTensor:$values, AnyRankedTensor:$indices);
  let hasVerifier = 1;
}

def TTIR_TopKOp : TTIR_PureOp<"topk">, ElementTypes<"same: input_tensor values; integer: indices"> {
  let summary = "The k largest or smallest elements along a dimension";
  let description = [{
    The `k` largest elements along `dim` (the smallest, unless `largest`) and
    their indices (si32 when inferred), in order if `sorted`.

    ```mlir
    %values, %indices = "ttir.topk"(%a) <{k = 2 : i32}> : (tensor<4x8xf32>) -> (tensor<4x2xf32>, tensor<4x2xsi32>)
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input_tensor, I32Attr:$k,
                       DefaultValuedAttr<I32Attr, "-1">:$dim,
                       DefaultValuedAttr<BoolAttr, "true">:$largest,
                       DefaultValuedAttr<BoolAttr, "false">:$sorted);
  let results = (outs AnyRankedTensor:$values, AnyRankedTensor:$indices);
  let hasVerifier = 1;
}

def TTIR_TopKRouterGptOp : TTIR_PureOp<"topk_router_gpt">, ElementTypes<"kind: input weight bias expert_weights; integer: expert_indices"> {
  let summary = "Router of a mixture of experts";
  let description = [{
    Scores the tokens (B, H) against the experts, `input x weight + bias` with a
    weight of (H, num_experts), takes the `k` best for each token, and gives
    their indices and the softmax of their scores, both (B, k).
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$weight, AnyRankedTensor:$bias,
                       I32Attr:$k, I32Attr:$num_experts);
  let results = (outs AnyRankedTensor:$expert_indices, AnyRankedTensor:$expert_weights);
}

def TTIR_SamplingOp : TTIR_Op<"sampling", [TTIR_InfersResults]>, ElementTypes<"kind: input_values p temp; integer: input_indices k result"> {
  let summary = "Draws a token for each user from its best candidates";
  let description = [{
    For each of B users: keeps the `k` likeliest of the candidates whose
    probabilities add up to at most `p`, at temperature `temp`, and draws one.
    The candidates' scores and indices are (..., B, C), with one row for each
    user; `k`, `p` and `temp` are (B). The result, one index a user, has shape
    (B) and the element type of the indices. Without a `seed`, each run draws
    anew.
  }];
  let arguments = (ins AnyRankedTensor:$input_values, AnyRankedTensor:$input_indices,
                       AnyRankedTensor:$k, AnyRankedTensor:$p, AnyRankedTensor:$temp,
                       OptionalAttr<UI32Attr>:$seed);
  let results = (outs Res<AnyRankedTensor, "drawn indices", [MemAlloc]>:$result);
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_REDUCTIONOPS_TD
