// Normalizations and softmax.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_NORMALIZATION_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_NORMALIZATION_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_BatchNormInferenceOp :
    TTNN_Op<"batch_norm_inference", [AttrSizedOperandSegments]>, HostFloat, KeepsElementKind {
  let summary = "Batch normalization with known statistics";
  let description = [{
    Computes `(input - running_mean) / sqrt(running_var + epsilon) * weight +
    bias` for each channel of [N, C, H, W]; the statistics, weight and bias
    are [1, C, 1, 1].
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       Optional<AnyRankedTensor>:$running_mean,
                       Optional<AnyRankedTensor>:$running_var,
                       Optional<AnyRankedTensor>:$weight,
                       Optional<AnyRankedTensor>:$bias,
                       DefaultValuedAttr<F32Attr, "1e-05">:$epsilon,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_BatchNormTrainingOp :
    TTNN_InPlaceOp<"batch_norm_training", [AttrSizedOperandSegments]>, HostFloat, KeepsElementKind {
  let summary = "Batch normalization with statistics of the batch";
  let description = [{
    Normalizes each channel of [N, C, H, W] by its mean and variance over the
    batch, applies `weight` and `bias`, and moves `running_mean` and
    `running_var` towards the batch's by the factor `momentum`, in place.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "", [MemRead]>:$input,
                       Arg<AnyRankedTensor, "running mean", [MemRead, MemWrite]>:$running_mean,
                       Arg<AnyRankedTensor, "running variance", [MemRead, MemWrite]>:$running_var,
                       Arg<Optional<AnyRankedTensor>, "", [MemRead]>:$weight,
                       Arg<Optional<AnyRankedTensor>, "", [MemRead]>:$bias,
                       DefaultValuedAttr<F32Attr, "1e-05">:$epsilon,
                       DefaultValuedAttr<F32Attr, "0.1">:$momentum,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_DistributedLayerNormOp :
    TTNN_Op<"distributed_layer_norm", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "Layer normalization over devices";
  let description = [{
    Adds `residual`, then normalizes the last dimension, which is cut over
    mesh axis `cluster_axis`, with statistics gathered from all devices along
    it.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       Optional<AnyRankedTensor>:$weight,
                       Optional<AnyRankedTensor>:$bias,
                       Optional<AnyRankedTensor>:$residual,
                       TTNN_Device:$device,
                       UI32Attr:$cluster_axis,
                       DefaultValuedAttr<F32Attr, "1e-05">:$epsilon);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_DistributedRMSNormOp :
    TTNN_InPlaceOp<"distributed_rms_norm", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "RMS normalization over devices";
  let description = [{
    Adds `residual`, then divides the last dimension, which is cut over mesh
    axis `cluster_axis`, by its root mean square, gathered from all devices
    along it, and multiplies by `weight`. `stats` and `semaphore` are the
    buffer and the semaphore of the exchange, where they are allocated
    beforehand.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "", [MemRead]>:$input,
                       Arg<Optional<AnyRankedTensor>, "", [MemRead]>:$weight,
                       Arg<Optional<AnyRankedTensor>, "", [MemRead]>:$residual,
                       Arg<Optional<AnyRankedTensor>, "", [MemRead, MemWrite]>:$stats,
                       Optional<TTNN_GlobalSemaphore>:$semaphore,
                       TTNN_Device:$device,
                       UI32Attr:$cluster_axis,
                       DefaultValuedAttr<F32Attr, "1e-12">:$epsilon,
                       OptionalAttr<UI32Attr>:$sub_device_id,
                       OptionalAttr<UI32Attr>:$num_links,
                       OptionalAttr<TTCore_TopologyAttr>:$topology,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config,
                       OptionalAttr<TTNN_LayerNormShardedMultiCoreProgramConfigAttr>:$program_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_DitRMSNormUnaryFusedOp :
    TTNN_Op<"dit_rms_norm_unary_fused", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "RMS normalization with residual and activation";
  let description = [{
    Computes `activation(rms_norm(input + residual_input) * weight + bias)`
    over the last dimension.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       Optional<AnyRankedTensor>:$weight,
                       Optional<AnyRankedTensor>:$bias,
                       Optional<AnyRankedTensor>:$residual_input,
                       DefaultValuedAttr<F32Attr, "1e-5">:$epsilon,
                       OptionalAttr<StrAttr>:$activation,
                       OptionalAttr<TTNN_MemoryConfigAttr>:$memory_config,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_GroupNormOp :
    TTNN_Op<"group_norm", [AttrSizedOperandSegments]>, HostFloat, KeepsElementKind {
  let summary = "Group normalization";
  let description = [{
    Normalizes each of `num_groups` groups of channels of the flattened images
    [N, 1, H*W, C] by the mean and variance of the group in its image, then
    multiplies by `weight` and adds `bias`, both of C elements. `input_mask`
    selects the channels of a group in tiles.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       Optional<AnyRankedTensor>:$input_mask,
                       Optional<AnyRankedTensor>:$weight,
                       Optional<AnyRankedTensor>:$bias,
                       I64Attr:$num_groups,
                       DefaultValuedAttr<F32Attr, "1e-12">:$epsilon);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_LayerNormOp :
    TTNN_Op<"layer_norm", [AttrSizedOperandSegments]>, HostFloat, KeepsElementKind {
  let summary = "Layer normalization";
  let description = [{
    Computes `(input - mean) / sqrt(variance + epsilon) * weight + bias` with
    mean and variance over the last dimension.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       Optional<AnyRankedTensor>:$weight,
                       Optional<AnyRankedTensor>:$bias,
                       DefaultValuedAttr<F32Attr, "1e-12">:$epsilon);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_LayerNormPostAllGatherOp :
    TTNN_Op<"layer_norm_post_all_gather", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "Second half of a distributed layer normalization";
  let description = [{
    Normalizes the device's part of the last dimension with the statistics of
    all parts, gathered to `stats`, and applies `weight` and `bias`.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$stats,
                       Optional<AnyRankedTensor>:$weight,
                       Optional<AnyRankedTensor>:$bias,
                       DefaultValuedAttr<F32Attr, "1e-12">:$epsilon,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config,
                       OptionalAttr<TTNN_LayerNormShardedMultiCoreProgramConfigAttr>:$program_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_LayerNormPreAllGatherOp :
    TTNN_Op<"layer_norm_pre_all_gather", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "First half of a distributed layer normalization";
  let description = [{
    Gives the sums of the elements and of their squares over the device's part
    of the last dimension, after the addition of `residual_input`, in a tile
    of statistics. `recip` holds reciprocals for the computation.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       Optional<AnyRankedTensor>:$residual_input,
                       Optional<AnyRankedTensor>:$recip,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config,
                       OptionalAttr<TTNN_LayerNormShardedMultiCoreProgramConfigAttr>:$program_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_RMSNormOp :
    TTNN_Op<"rms_norm", [AttrSizedOperandSegments]>, HostFloat, KeepsElementKind {
  let summary = "Root mean square normalization";
  let description = [{
    Computes `input / sqrt(mean(input^2) + epsilon) * weight + bias` with the
    mean over the last dimension.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       Optional<AnyRankedTensor>:$weight,
                       Optional<AnyRankedTensor>:$bias,
                       DefaultValuedAttr<F32Attr, "1e-12">:$epsilon,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_RMSNormPreAllGatherOp : TTNN_Op<"rms_norm_pre_all_gather">, KeepsElementKind {
  let summary = "First half of a distributed RMS normalization";
  let description = [{
    Gives the sum of squares over the device's part of the last dimension,
    after the addition of `residual`, in a tile of statistics.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       Optional<AnyRankedTensor>:$residual,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config,
                       OptionalAttr<TTNN_LayerNormShardedMultiCoreProgramConfigAttr>:$program_config,
                       OptionalAttr<BoolAttr>:$use_2d_core_grid);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_SoftmaxOp : TTNN_Op<"softmax">, HostFloat, KeepsElementKind {
  let summary = "Softmax";
  let description = [{
    Computes `exp(x) / sum(exp(x))` along `dimension`; with `numericStable`
    the maximum is subtracted first.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       SI32Attr:$dimension,
                       DefaultValuedAttr<BoolAttr, "false">:$numericStable,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

#endif
