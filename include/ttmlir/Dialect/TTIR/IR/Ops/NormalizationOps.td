// Normalizations and softmax.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_NORMALIZATIONOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_NORMALIZATIONOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

def TTIR_SoftmaxOp : TTIR_PureOp<"softmax">, KeepsElementKind {
  let summary = "Exponentials that add up to one";
  let description = [{
    `result = e ** input / sum(e ** input)` along `dimension`. With
    `numericStable`, the largest element along the dimension is subtracted first,
    so that the exponentials do not overflow.

    ```mlir
    %0 = "ttir.softmax"(%a) <{dimension = -1 : si32}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, SI32Attr:$dimension,
                       DefaultValuedAttr<BoolAttr, "false">:$numericStable);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_LayerNormOp : TTIR_PureOp<"layer_norm", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "Layer normalization";
  let description = [{
    `result = (input - mean) / sqrt(variance + epsilon) * weight + bias`, with
    mean and (biased) variance over the last dimensions, whose sizes are
    `normalized_shape`. Weight and bias have that shape.

    ```mlir
    %0 = "ttir.layer_norm"(%a, %weight, %bias) <{normalized_shape = array<i64: 384>,
        operandSegmentSizes = array<i32: 1, 1, 1>}>
        : (tensor<2x128x384xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<2x128x384xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, Optional<AnyRankedTensor>:$weight,
                       Optional<AnyRankedTensor>:$bias, DenseI64ArrayAttr:$normalized_shape,
                       DefaultValuedAttr<F32Attr, "1e-05f">:$epsilon);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_RMSNormOp : TTIR_PureOp<"rms_norm", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "Normalization by the root of the mean square";
  let description = [{
    `result = input / sqrt(mean(input * input) + epsilon) * weight + bias`, with
    the mean over the last dimensions, whose sizes are `normalized_shape`. Weight
    and bias have that shape.
  }];
  let arguments = (ins AnyRankedTensor:$input, Optional<AnyRankedTensor>:$weight,
                       Optional<AnyRankedTensor>:$bias, DenseI64ArrayAttr:$normalized_shape,
                       DefaultValuedAttr<F32Attr, "1e-05f">:$epsilon);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_GroupNormOp : TTIR_PureOp<"group_norm", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "Normalization over groups of channels";
  let description = [{
    Splits the channels (the dimension `channel_dim`) into `num_groups` groups
    of the same size and normalizes each group of each image to mean 0 and
    variance 1; then multiplies by the weight and adds the bias, which hold one
    element for each channel. `input_mask` marks the groups' channels for
    targets that want it; it does not change the result.
  }];
  let arguments = (ins AnyRankedTensor:$input, Optional<AnyRankedTensor>:$input_mask,
                       Optional<AnyRankedTensor>:$weight, Optional<AnyRankedTensor>:$bias,
                       I64Attr:$num_groups, DefaultValuedAttr<F32Attr, "1e-12f">:$epsilon,
                       DefaultValuedAttr<I64Attr, "3">:$channel_dim);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_BatchNormInferenceOp : TTIR_PureOp<"batch_norm_inference">, KeepsElementKind {
  let summary = "Batch normalization with given statistics";
  let description = [{
    `result = (operand - mean) / sqrt(variance + epsilon) * scale + offset`, where
    scale, offset, mean and variance hold one element for each index of
    `dimension` (StableHLO spec: batch_norm_inference).
  }];
  let arguments = (ins AnyRankedTensor:$operand, AnyRankedTensor:$scale, AnyRankedTensor:$offset,
                       AnyRankedTensor:$mean, AnyRankedTensor:$variance, F32Attr:$epsilon, I32Attr:$dimension);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_BatchNormTrainingOp : TTIR_PureOp<"batch_norm_training">, KeepsElementKind {
  let summary = "Batch normalization with the batch's statistics";
  let description = [{
    Normalizes with mean and variance of the operand over all dimensions but
    `dimension`, and gives the running statistics moved towards those of the
    batch: `running * (1 - momentum) + batch * momentum`.
  }];
  let arguments = (ins AnyRankedTensor:$operand, AnyRankedTensor:$scale, AnyRankedTensor:$offset,
                       AnyRankedTensor:$running_mean, AnyRankedTensor:$running_variance,
                       F32Attr:$epsilon, I32Attr:$dimension, F32Attr:$momentum);
  let results = (outs AnyRankedTensor:$result, AnyRankedTensor:$batch_mean, AnyRankedTensor:$batch_variance);
}

def TTIR_DistributedRMSNormOp : TTIR_PureOp<"distributed_rms_norm", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "Normalization by the root of the mean square over devices";
  let description = [{
    `ttir.rms_norm` over the last dimension of a tensor that is spread over the
    devices along `cluster_axis` in that dimension; a residual is added first.
  }];
  let arguments = (ins AnyRankedTensor:$input, Optional<AnyRankedTensor>:$weight,
                       Optional<AnyRankedTensor>:$residual, UI32Attr:$cluster_axis,
                       DefaultValuedAttr<F32Attr, "1e-05f">:$epsilon);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_DistributedLayerNormOp : TTIR_PureOp<"distributed_layer_norm", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "Layer normalization over devices";
  let description = [{
    `ttir.layer_norm` over the last dimension of a tensor that is spread over the
    devices along `cluster_axis` in that dimension; a residual is added first.
  }];
  let arguments = (ins AnyRankedTensor:$input, Optional<AnyRankedTensor>:$weight,
                       Optional<AnyRankedTensor>:$bias, Optional<AnyRankedTensor>:$residual,
                       UI32Attr:$cluster_axis, DefaultValuedAttr<F32Attr, "1e-05f">:$epsilon);
  let results = (outs AnyRankedTensor:$result);
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_NORMALIZATIONOPS_TD
