// Operations that rearrange, pick and copy elements.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_DATAMOVEMENT_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_DATAMOVEMENT_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_AssignOp : TTNN_InPlaceOp<"assign">, HostAll, KeepsShape, KeepsElementType {
  let summary = "Copy of a tensor";
  let description = [{
    Gives a new tensor with the elements of `input`. Two copies of one tensor are
    two tensors: each may be written in place.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "", [MemRead]>:$input);
  let results = (outs Res<AnyRankedTensor, "", [MemAlloc]>:$result);
}

def TTNN_ConcatOp : TTNN_Op<"concat">, HostAll, KeepsElementType {
  let summary = "Concatenation";
  let description = [{
    Puts tensors that differ in dimension `dim` only together along it. A
    negative `dim` counts from the last dimension.
  }];
  let arguments = (ins Variadic<AnyRankedTensor>:$inputs, SI32Attr:$dim);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
  let hasFolder = 1;
}

def TTNN_CopyOp : TTNN_InPlaceOp<"copy">, HostAll, KeepsElementType {
  let summary = "Copy into a tensor";
  let description = [{
    Writes the elements of `src` to `dst`, which has its shape.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "", [MemRead]>:$src,
                       Arg<AnyRankedTensor, "destination tensor", [MemWrite]>:$dst);
  let hasVerifier = 1;
}

def TTNN_EmbeddingOp : TTNN_Op<"embedding">, HostAll, ElementTypes<"same: all; integer: input"> {
  let summary = "Look-up of rows";
  let description = [{
    For each index in `input` gives the row of `weight` [vocabulary, width]
    with that index: shape of `input`, then width.
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$weight);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_EmbeddingBackwardOp : TTNN_Op<"embedding_bw">, HostFloat, ElementTypes<"integer: input; kind: weight in_gradient result"> {
  let summary = "Gradient of the look-up of rows";
  let description = [{
    Adds each row of `in_gradient` to the row of the result, of the shape of
    `weight`, that the index in `input` names.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$weight,
                       AnyRankedTensor:$in_gradient);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_GatherOp : TTNN_Op<"gather">, HostAll, ElementTypes<"same: all; integer: index"> {
  let summary = "Look-up along a dimension";
  let description = [{
    Element (i0, ..., in) of the result is that of `input` whose coordinate
    `dim` is replaced by `index[i0, ..., in]`. The result has the shape of
    `index`.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$index,
                       SI32Attr:$dim);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_PadOp : TTNN_Op<"pad">, HostAll, KeepsElementType {
  let summary = "Padding";
  let description = [{
    Surrounds the tensor with `value`; `padding` holds for each dimension the
    numbers of elements before and after it: [low0, high0, low1, high1, ...].
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       DenseI32ArrayAttr:$padding,
                       F32Attr:$value,
                       BoolAttr:$use_multicore);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
  let hasFolder = 1;
}

def TTNN_PermuteOp : TTNN_Op<"permute">, HostAll, KeepsElementType {
  let summary = "Permutation of dimensions";
  let description = [{
    Dimension i of the result is dimension `permutation[i]` of the input.
    `pad_value` fills the padding of tiles.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       DenseI64ArrayAttr:$permutation,
                       DefaultValuedOptionalAttr<F32Attr, "0.0f">:$pad_value);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def TTNN_RepeatOp : TTNN_Op<"repeat">, HostAll, KeepsElementType {
  let summary = "Repetition of a tensor";
  let description = [{
    Repeats the whole tensor along each dimension `repeat_dims[i]` times.
  }];
  let arguments = (ins AnyRankedTensor:$input, TTNN_ShapeAttr:$repeat_dims);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
  let hasFolder = 1;
}

def TTNN_RepeatInterleaveOp : TTNN_Op<"repeat_interleave">, HostAll, KeepsElementType {
  let summary = "Repetition of elements";
  let description = [{
    Repeats each slice along `dim` `repeats` times in place.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       UI32Attr:$repeats,
                       SI32Attr:$dim);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_ReshapeOp : TTNN_Op<"reshape">, HostAll, KeepsElementType {
  let summary = "Change of shape";
  let description = [{
    Gives the elements in row-major order the shape `shape`, of which one
    dimension may be -1 and then follows from the others.
  }];
  let arguments = (ins AnyRankedTensor:$input, I32ArrayAttr:$shape);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def TTNN_ScatterOp : TTNN_Op<"scatter">, HostAll, ElementTypes<"kind: input source result; integer: index"> {
  let summary = "Write along a dimension";
  let description = [{
    Gives a copy of `input` in which the element whose coordinate `dim` is
    replaced by `index[i0, ..., in]` is combined with `source[i0, ..., in]`:
    replaced where `scatter_reduce_type` is `invalid`, else reduced.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$index,
                       AnyRankedTensor:$source,
                       SI32Attr:$dim,
                       TTCore_ReduceTypeAttr:$scatter_reduce_type);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_SliceDynamicOp : TTNN_Op<"slice_dynamic">, HostAll, ElementTypes<"same: all; integer: begins ends"> {
  let summary = "Part of a tensor with computed bounds";
  let description = [{
    As `slice_static`, with bounds from the one-dimensional tensors `begins`
    and `ends`.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$begins,
                       AnyRankedTensor:$ends,
                       OptionalAttr<I32ArrayAttr>:$step);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_SliceStaticOp : TTNN_Op<"slice_static">, HostAll, KeepsElementType {
  let summary = "Part of a tensor";
  let description = [{
    Gives along each dimension i the elements `begins[i]`, `begins[i] +
    step[i]`, ... before `ends[i]`. Negative bounds count from the end.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       I32ArrayAttr:$begins,
                       I32ArrayAttr:$ends,
                       I32ArrayAttr:$step);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
  let hasFolder = 1;
}

def TTNN_TransposeOp : TTNN_Op<"transpose">, HostAll, KeepsElementType {
  let summary = "Exchange of two dimensions";
  let description = [{
    Exchanges dimensions `dim0` and `dim1`; negative ones count from the last
    dimension.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       SI32Attr:$dim0,
                       SI32Attr:$dim1);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
  let hasFolder = 1;
}

def TTNN_WriteTensorOp : TTNN_InPlaceOp<"write_tensor">, HostAll, KeepsElementType {
  let summary = "Write to a device tensor";
  let description = [{
    Writes `host_tensor` to `device_tensor`, which has its shape, through
    command queue `cq_id`, and waits for the end where `blocking` is set.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "", [MemRead]>:$host_tensor,
                       Arg<AnyRankedTensor, "device tensor", [MemWrite]>:$device_tensor,
                       DefaultValuedAttr<BoolAttr, "false">:$blocking,
                       DefaultValuedAttr<UI32Attr, "0">:$cq_id);
  let hasVerifier = 1;
}

#endif
