// Operations that move elements without computing on them.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_DATAMOVEMENTOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_DATAMOVEMENTOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

/// Moves the elements of `input`; the result has its element type when inferred.
class TTIR_MovementOp<string mnemonic, list<Trait> traits = []> : TTIR_PureOp<mnemonic, traits> {
  let elementTypes = "same: all";
  let results = (outs AnyRankedTensor:$result);
}

//===-- The same elements in another shape --------------------------------------===//

def TTIR_ReshapeOp : TTIR_MovementOp<"reshape"> {
  let summary = "The same elements in another shape";
  let description = [{
    Keeps the elements in row-major order and gives them the shape `shape`, which
    holds as many. One entry may be -1: it is computed from the others.

    ```mlir
    %0 = "ttir.reshape"(%a) <{shape = [2 : i32, 12 : i32]}> : (tensor<2x3x4xf32>) -> tensor<2x12xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, I32ArrayAttr:$shape);
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def TTIR_SqueezeOp : TTIR_MovementOp<"squeeze"> {
  let summary = "Removes a dimension of size 1";
  let description = [{
    Takes the dimension `dim`, whose size is 1, out of the shape.
  }];
  let arguments = (ins AnyRankedTensor:$input, SI32Attr:$dim);
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def TTIR_UnsqueezeOp : TTIR_MovementOp<"unsqueeze"> {
  let summary = "Inserts a dimension of size 1";
  let description = [{
    Puts a dimension of size 1 at position `dim` of the result's shape.
  }];
  let arguments = (ins AnyRankedTensor:$input, SI32Attr:$dim);
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

//===-- Another order --------------------------------------------------------------===//

def TTIR_PermuteOp : TTIR_MovementOp<"permute"> {
  let summary = "Reorders dimensions";
  let description = [{
    Dimension i of the result is dimension `permutation[i]` of the input.

    ```mlir
    %0 = "ttir.permute"(%a) <{permutation = array<i64: 0, 2, 1>}> : (tensor<2x3x4xf32>) -> tensor<2x4x3xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, DenseI64ArrayAttr:$permutation);
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def TTIR_TransposeOp : TTIR_MovementOp<"transpose"> {
  let summary = "Swaps two dimensions";
  let description = [{
    Swaps the dimensions `dim0` and `dim1`.

    ```mlir
    %0 = "ttir.transpose"(%a) <{dim0 = 0 : si32, dim1 = 1 : si32}> : (tensor<2x3xf32>) -> tensor<3x2xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, SI32Attr:$dim0, SI32Attr:$dim1);
  let hasFolder = 1;
}

def TTIR_ReverseOp : TTIR_MovementOp<"reverse"> {
  let summary = "Reverses the order along dimensions";
  let description = [{
    Element i along each of `dimensions` comes from the same distance to the
    other end.
  }];
  let arguments = (ins AnyRankedTensor:$input, DenseI64ArrayAttr:$dimensions);
  let hasFolder = 1;
}

def TTIR_RearrangeOp : TTIR_MovementOp<"rearrange"> {
  let summary = "Splits, reorders and merges dimensions by a pattern";
  let description = [{
    Names the dimensions of the input on the left of `->` and says on the right
    how they make the dimensions of the result; names in parentheses are merged,
    the last of them moving fastest.

    ```mlir
    %0 = "ttir.rearrange"(%a) <{pattern = "b h w c -> b (h w) c"}>
        : (tensor<2x3x4x5xf32>) -> tensor<2x12x5xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, StrAttr:$pattern);
  let hasCanonicalizeMethod = 1;
}

//===-- Repetition -----------------------------------------------------------------===//

def TTIR_BroadcastOp : TTIR_MovementOp<"broadcast"> {
  let summary = "Repeats dimensions of size 1";
  let description = [{
    `broadcast_dimensions` says for each dimension how often it is repeated:
    dimensions of size 1 grow to that size, all others have 1.

    ```mlir
    %0 = "ttir.broadcast"(%a) <{broadcast_dimensions = array<i64: 1, 16>}> : (tensor<4x1xf32>) -> tensor<4x16xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, DenseI64ArrayAttr:$broadcast_dimensions);
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def TTIR_RepeatOp : TTIR_MovementOp<"repeat"> {
  let summary = "Puts copies of a tensor side by side";
  let description = [{
    Dimension i of the result is that of the input, `repeat_dimensions[i]` times
    over.

    ```mlir
    %0 = "ttir.repeat"(%a) <{repeat_dimensions = array<i64: 2, 1>}> : (tensor<2x3xf32>) -> tensor<4x3xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, DenseI64ArrayAttr:$repeat_dimensions);
  let hasFolder = 1;
}

def TTIR_RepeatInterleaveOp : TTIR_MovementOp<"repeat_interleave"> {
  let summary = "Repeats each element";
  let description = [{
    Each element along `dim` comes `repeats` times before the next one:
    [a, b] becomes [a, a, b, b].
  }];
  let arguments = (ins AnyRankedTensor:$input, UI32Attr:$repeats, SI32Attr:$dim);
  let hasFolder = 1;
}

//===-- Parts and wholes ---------------------------------------------------------===//

def TTIR_ConcatOp : TTIR_MovementOp<"concat"> {
  let summary = "Joins tensors along a dimension";
  let description = [{
    Puts the inputs one after the other along `dim`; their other dimensions are
    the same.

    ```mlir
    %0 = "ttir.concat"(%a, %b) <{dim = 1 : si32}> : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
    ```
  }];
  let arguments = (ins Variadic<AnyRankedTensor>:$inputs, SI32Attr:$dim);
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def TTIR_SliceStaticOp : TTIR_MovementOp<"slice_static"> {
  let summary = "Cuts out a part";
  let description = [{
    For each dimension, the elements from `begins` (included) to `ends` (not
    included) at distance `step`. Negative positions count from the end, and a
    negative step walks backwards.

    ```mlir
    %0 = "ttir.slice_static"(%a) <{begins = [0 : i32, 2 : i32], ends = [4 : i32, 8 : i32],
        step = [1 : i32, 2 : i32]}> : (tensor<4x8xf32>) -> tensor<4x3xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, I32ArrayAttr:$begins, I32ArrayAttr:$ends, I32ArrayAttr:$step);
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def TTIR_SliceDynamicOp : TTIR_Op<"slice_dynamic", [Pure]>, ElementTypes<"same: all; integer: begins ends"> {
  let summary = "Cuts out a part whose place is computed";
  let description = [{
    As `ttir.slice_static`, but `begins` and `ends` are tensors with one integer
    for each dimension. The size of the part has to be known: it is that of the
    result.
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$begins, AnyRankedTensor:$ends,
                       OptionalAttr<I32ArrayAttr>:$step);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTIR_IndexOp : TTIR_MovementOp<"index"> {
  let summary = "Cuts out a part along one dimension";
  let description = [{
    The elements from `begin` (included) to `end` (not included) at distance
    `step` along `dim`.
  }];
  let arguments = (ins AnyRankedTensor:$input, I32Attr:$dim, I32Attr:$begin, I32Attr:$end, I32Attr:$step);
  let hasCanonicalizeMethod = 1;
}

def TTIR_IndexSelectOp : TTIR_MovementOp<"index_select"> {
  let summary = "Pieces at equal distances along one dimension";
  let description = [{
    Takes `length` elements along `dim` from `begin` on, and again after every
    `stride` elements as long as a whole piece is left, and joins the pieces. A
    stride of 0 takes one piece.
  }];
  let arguments = (ins AnyRankedTensor:$input, SI32Attr:$dim, SI32Attr:$begin, SI32Attr:$length,
                       DefaultValuedOptionalAttr<SI32Attr, "0">:$stride);
}

def TTIR_PadOp : TTIR_MovementOp<"pad"> {
  let summary = "Adds elements around a tensor";
  let description = [{
    `padding` holds two numbers for each dimension, elements before and after:
    [before0, after0, before1, after1, ...]. The new elements are `value`.

    ```mlir
    %0 = "ttir.pad"(%a) <{padding = array<i32: 0, 0, 1, 2>, value = 0.0 : f32}>
        : (tensor<2x3xf32>) -> tensor<2x6xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, DenseI32ArrayAttr:$padding, F32Attr:$value);
  let hasFolder = 1;
}

def TTIR_GetDimensionSizeOp : TTIR_PureOp<"get_dimension_size">, ElementTypes<"integer: result"> {
  let summary = "Size of a dimension";
  let description = [{
    The size of `dimension` as a tensor of one integer (StableHLO spec:
    get_dimension_size); ui32 and shape (1) when inferred.
  }];
  let arguments = (ins AnyRankedTensor:$operand, I32Attr:$dimension);
  let results = (outs AnyRankedTensor:$result);
  let hasFolder = 1;
}

//===-- Selection by index -----------------------------------------------------===//

def TTIR_GatherOp : TTIR_MovementOp<"gather">, ElementTypes<"same: all; integer: index"> {
  let summary = "Elements chosen by index along a dimension";
  let description = [{
    `result[i][j][k] = input[i][index[i][j][k]][k]` for `dim` = 1. The index has
    the input's rank and is nowhere larger, except along `dim`; the result has
    its shape.

    ```mlir
    %0 = "ttir.gather"(%a, %index) <{dim = 1 : i32}> : (tensor<4x8xf32>, tensor<4x2xsi32>) -> tensor<4x2xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$index, I32Attr:$dim);
  let hasVerifier = 1;
}

def TTIR_ScatterOp : TTIR_MovementOp<"scatter">, ElementTypes<"kind: input source result; integer: index"> {
  let summary = "Writes elements to places chosen by index";
  let description = [{
    The input, in which for `dim` = 1 the element `[i][index[i][j][k]][k]` is
    combined with `source[i][j][k]`: replaced by it (`invalid`), or reduced with
    it (`sum`, `prod`, `min`, `max`). Index and source have the same shape and
    the input's rank.
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$index, AnyRankedTensor:$source,
                       I32Attr:$dim, TTCore_ReduceTypeAttr:$scatter_reduce_type);
  let hasVerifier = 1;
}

def TTIR_EmbeddingOp : TTIR_MovementOp<"embedding">, ElementTypes<"same: weight result"> {
  let summary = "Rows of a table";
  let description = [{
    Row `input[...]` of the weight, which is (V, D) or has leading dimensions of
    size 1. An input of any shape S gives (S, D). Indices may be integers or, as
    some front ends give them, whole numbers in floating point.

    ```mlir
    %0 = "ttir.embedding"(%ids, %table) : (tensor<2x128xui32>, tensor<30522x384xf32>) -> tensor<2x128x384xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$weight);
  let hasVerifier = 1;
}

def TTIR_EmbeddingBackwardOp : TTIR_MovementOp<"embedding_backward">, ElementTypes<"integer: input; kind: weight in_gradient result"> {
  let summary = "Gradient of the table of an embedding";
  let description = [{
    A table of the weight's shape whose row r is the sum of the rows of
    `in_gradient` where `input` is r.
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$weight, AnyRankedTensor:$in_gradient);
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_DATAMOVEMENTOPS_TD
