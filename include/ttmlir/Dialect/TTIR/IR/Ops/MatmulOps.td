// Matrix products.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_MATMULOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_MATMULOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

def TTIR_MatmulOp : TTIR_PureOp<"matmul">, KeepsElementKind {
  let summary = "Matrix product";
  let description = [{
    `result = a x b` over the last two dimensions, (..., M, K) x (..., K, N) ->
    (..., M, N). Dimensions before them are batches and broadcast as numpy does.
    A vector on the left stands for a row and one on the right for a column; that
    dimension is not in the result. `transpose_a` and `transpose_b` swap the last
    two dimensions of an operand first.

    ```mlir
    %0 = "ttir.matmul"(%a, %b) <{transpose_b = true}>
        : (tensor<2x4x8xf32>, tensor<16x8xf32>) -> tensor<2x4x16xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$a, AnyRankedTensor:$b,
                       DefaultValuedAttr<BoolAttr, "false">:$transpose_a,
                       DefaultValuedAttr<BoolAttr, "false">:$transpose_b);
  let results = (outs AnyRankedTensor:$result);
  let hasCanonicalizeMethod = 1;
}

def TTIR_LinearOp : TTIR_PureOp<"linear">, KeepsElementKind {
  let summary = "Matrix product plus bias";
  let description = [{
    `result = a x b + bias`: the product of `ttir.matmul`, to which the bias is
    added with broadcasting.

    ```mlir
    %0 = "ttir.linear"(%a, %b, %bias)
        : (tensor<4x8xf32>, tensor<8x16xf32>, tensor<16xf32>) -> tensor<4x16xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$a, AnyRankedTensor:$b, Optional<AnyRankedTensor>:$bias,
                       DefaultValuedAttr<BoolAttr, "false">:$transpose_a,
                       DefaultValuedAttr<BoolAttr, "false">:$transpose_b);
  let results = (outs AnyRankedTensor:$result);
  let hasCanonicalizeMethod = 1;
}

def TTIR_DotGeneralOp : TTIR_PureOp<"dot_general">, KeepsElementKind {
  let summary = "Product over any dimensions";
  let description = [{
    Multiplies and adds over the contracting dimensions, for each index of the
    batch dimensions (StableHLO spec: dot_general). The result has the batch
    dimensions first, then what is left of `lhs`, then what is left of `rhs`.

    ```mlir
    %0 = "ttir.dot_general"(%a, %b) <{
        batch_dims_lhs = array<i64: 0>, contract_dims_lhs = array<i64: 2>,
        batch_dims_rhs = array<i64: 0>, contract_dims_rhs = array<i64: 1>}>
        : (tensor<2x4x8xf32>, tensor<2x8x16xf32>) -> tensor<2x4x16xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$lhs, AnyRankedTensor:$rhs,
                       DenseI64ArrayAttr:$batch_dims_lhs, DenseI64ArrayAttr:$contract_dims_lhs,
                       DenseI64ArrayAttr:$batch_dims_rhs, DenseI64ArrayAttr:$contract_dims_rhs);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_SparseMatmulOp : TTIR_Op<"sparse_matmul", [Pure]>, ElementTypes<"kind: a b result"> {
  let summary = "Matrix products of which many are left out";
  let description = [{
    Products of the matrices of `a` and `b` for those pairs whose entry in
    `sparsity` is not zero; the others are not computed. It serves mixtures of
    experts, where `b` holds a matrix (K, N) for each expert: with
    `is_input_b_sparse`, a (A, B, M, K) and b (1, E, K, N) give
    (A, B, 1, E, M, N); with `is_input_a_sparse`, a (1, E, M, K) and
    b (1, E, K, N) give (1, E, M, N). `nnz` is the number of entries that are
    not zero, where it is known.
  }];
  let arguments = (ins AnyRankedTensor:$a, AnyRankedTensor:$b, AnyRankedTensor:$sparsity,
                       DefaultValuedAttr<BoolAttr, "false">:$is_input_a_sparse,
                       DefaultValuedAttr<BoolAttr, "true">:$is_input_b_sparse,
                       OptionalAttr<I64Attr>:$nnz);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_MATMULOPS_TD
