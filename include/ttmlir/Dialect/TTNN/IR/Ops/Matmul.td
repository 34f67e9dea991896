// Matrix products.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_MATMUL_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_MATMUL_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_LinearOp : TTNN_Op<"linear">, HostNumeric, KeepsElementKind {
  let summary = "Matrix product with bias and activation";
  let description = [{
    Computes `activation(a * b + bias)`: the matrix product of the last two
    dimensions, with leading dimensions broadcast, each operand transposed
    first where its flag says so. `bias` is broadcast to the product.
  }];
  let arguments = (ins AnyRankedTensor:$a,
                       AnyRankedTensor:$b,
                       Optional<AnyRankedTensor>:$bias,
                       DefaultValuedAttr<BoolAttr, "false">:$transpose_a,
                       DefaultValuedAttr<BoolAttr, "false">:$transpose_b,
                       OptionalAttr<TTNN_MatmulProgramConfig>:$matmul_program_config,
                       OptionalAttr<StrAttr>:$activation,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_MatmulOp : TTNN_Op<"matmul">, HostNumeric, KeepsElementKind {
  let summary = "Matrix product";
  let description = [{
    Computes the product of the last two dimensions of `a` and `b`, with
    leading dimensions broadcast; an operand of one dimension is a row on the
    left and a column on the right, and that dimension is dropped from the
    result. Each operand is transposed first where its flag says so, and
    `activation` is applied to the result.
  }];
  let arguments = (ins AnyRankedTensor:$a,
                       AnyRankedTensor:$b,
                       DefaultValuedAttr<BoolAttr, "false">:$transpose_a,
                       DefaultValuedAttr<BoolAttr, "false">:$transpose_b,
                       OptionalAttr<TTNN_MatmulProgramConfig>:$matmul_program_config,
                       OptionalAttr<StrAttr>:$activation,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_SparseMatmulOp : TTNN_Op<"sparse_matmul">, ElementTypes<"kind: a b result"> {
  let summary = "Matrix product that skips absent blocks";
  let description = [{
    Computes a batched product of which only the matrices that `sparsity`
    marks with a number other than zero are computed. `nnz` is the number of
    such entries, where it is known; `is_input_a_sparse` and
    `is_input_b_sparse` say which operand carries one matrix for each entry.
  }];
  let arguments = (ins AnyRankedTensor:$a,
                       AnyRankedTensor:$b,
                       AnyRankedTensor:$sparsity,
                       DefaultValuedAttr<BoolAttr, "false">:$is_input_a_sparse,
                       DefaultValuedAttr<BoolAttr, "true">:$is_input_b_sparse,
                       OptionalAttr<I64Attr>:$nnz,
                       OptionalAttr<TTNN_MatmulMultiCoreReuseMultiCast1DProgramConfigAttr>:$program_config,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

#endif
