// Mixtures of experts over many devices.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_MOE_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_MOE_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_AllToAllCombineOp : TTNN_Op<"all_to_all_combine"> {
  let summary = "Return of tokens from their experts";
  let description = [{
    Sends the results of experts [experts of the device, B, S, H] back to the
    devices that the tokens came from: [num_experts_per_tok, B, S, H], cut
    over `cluster_axis` along `output_shard_dim`. `expert_metadata` holds the
    experts of all tokens, `expert_mapping` the devices of experts.
  }];
  let arguments = (ins AnyRankedTensor:$input_tensor,
                       AnyRankedTensor:$expert_metadata,
                       AnyRankedTensor:$expert_mapping,
                       I64Attr:$num_devices,
                       I64Attr:$cluster_axis,
                       I64Attr:$num_experts_per_tok,
                       DefaultValuedAttr<I64Attr, "2">:$output_shard_dim);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_AllToAllDispatchOp : TTNN_Op<"all_to_all_dispatch"> {
  let summary = "Distribution of tokens to experts";
  let description = [{
    Sends each token [B, S, 1, H] to the devices of its experts
    `expert_indices` along mesh axis `cluster_axis`. Gives the tokens [1,
    B*num_devices, S, H] and the expert indices of all tokens as metadata.
  }];
  let arguments = (ins AnyRankedTensor:$input_tensor,
                       AnyRankedTensor:$expert_indices,
                       AnyRankedTensor:$expert_mapping,
                       I64Attr:$num_devices,
                       I64Attr:$cluster_axis);
  let results = (outs AnyRankedTensor:$dispatched, AnyRankedTensor:$metadata);
  let hasVerifier = 1;
}

def TTNN_AllToAllDispatchMetadataOp :
    TTNN_InPlaceOp<"all_to_all_dispatch_metadata", [AttrSizedOperandSegments]> {
  let summary = "Distribution of tokens to experts, with scores";
  let description = [{
    As `all_to_all_dispatch`, with the experts' scores, into buffers and with
    a semaphore that may be allocated beforehand.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "", [MemRead]>:$input_tensor,
                       Arg<AnyRankedTensor, "", [MemRead]>:$expert_indices,
                       Arg<AnyRankedTensor, "", [MemRead]>:$expert_scores,
                       Arg<AnyRankedTensor, "", [MemRead]>:$expert_mapping,
                       Arg<Optional<AnyRankedTensor>, "", [MemRead, MemWrite]>:$dispatched_buffer,
                       Arg<Optional<AnyRankedTensor>, "", [MemRead, MemWrite]>:$indices_buffer,
                       Arg<Optional<AnyRankedTensor>, "", [MemRead, MemWrite]>:$scores_buffer,
                       Optional<TTNN_GlobalSemaphore>:$cross_device_semaphore,
                       I64Attr:$num_devices,
                       I64Attr:$cluster_axis);
  let results = (outs AnyRankedTensor:$dispatched,
                      AnyRankedTensor:$indices,
                      AnyRankedTensor:$scores);
}

def TTNN_AllocateMoEComputeSemaphoreOp :
    TTNN_InPlaceOp<"allocate_moe_compute_semaphore"> {
  let summary = "Semaphore for moe_compute";
  let description = [{
    Makes the global semaphore by which the devices that run `moe_compute`
    with these sizes wait for each other.
  }];
  let arguments = (ins TTNN_Device:$device,
                       UI32Attr:$output_height_shard_dim,
                       UI32Attr:$hidden_size,
                       OptionalAttr<UI32Attr>:$initial_value,
                       TTNN_CoreRangeSetAttr:$mux_core_range_set);
  let results = (outs Res<TTNN_GlobalSemaphore, "", [MemAlloc]>:$result);
}

def TTNN_MoEComputeOp :
    TTNN_InPlaceOp<"moe_compute", [AttrSizedOperandSegments]> {
  let summary = "Experts of a mixture, fused";
  let description = [{
    Runs the experts' two matrix products with their activation on the tokens
    that were dispatched to the device, and combines the results over mesh
    axis `cluster_axis`.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "", [MemRead]>:$tilize_input_tensor,
                       Arg<AnyRankedTensor, "", [MemRead]>:$tilize_expert_indices_tensor,
                       Arg<AnyRankedTensor, "", [MemRead]>:$tilize_expert_scores_tensor,
                       Arg<AnyRankedTensor, "", [MemRead]>:$tilize_expert_mapping_tensor,
                       Arg<AnyRankedTensor, "", [MemRead]>:$matmul_w0_w1_tensor,
                       Arg<AnyRankedTensor, "", [MemRead]>:$matmul_w2_tensor,
                       Arg<Optional<AnyRankedTensor>, "", [MemRead, MemWrite]>:$optional_output_tensor,
                       Optional<TTNN_GlobalSemaphore>:$cross_device_semaphore,
                       TTNN_Device:$device,
                       UI32Attr:$layer_id,
                       UI32Attr:$output_height_shard_dim,
                       UI32Attr:$intermediate_size,
                       BoolAttr:$has_bias,
                       DefaultValuedAttr<TTCore_MoEActivationFunctionAttr, "::mlir::tt::ttcore::MoEActivationFunction::Silu">:$activation_function,
                       UI32Attr:$cluster_axis,
                       OptionalAttr<UI32Attr>:$num_links,
                       OptionalAttr<TTCore_TopologyAttr>:$topology,
                       TTNN_CoreRangeSetAttr:$mux_core_range_set);
  let results = (outs AnyRankedTensor:$combine_output);
}

def TTNN_MoEExpertTokenRemapOp : TTNN_Op<"moe_expert_token_remap"> {
  let summary = "Map from tokens to the experts of a device";
  let description = [{
    Turns the scores of all experts, `topk_tensor`, to those of the device's
    own experts, and to flags that say which blocks of `reduction_size` tokens
    have work.
  }];
  let arguments = (ins AnyRankedTensor:$topk_tensor,
                       AnyRankedTensor:$expert_mapping,
                       AnyRankedTensor:$expert_metadata,
                       I64Attr:$reduction_size);
  let results = (outs AnyRankedTensor:$mapping, AnyRankedTensor:$reduced);
}

def TTNN_MoEGptOp : TTNN_Op<"moe_gpt"> {
  let summary = "Experts of a mixture, with their intermediate results";
  let description = [{
    Runs the experts' products on the dispatched tokens and gives the numbers
    of tokens, the records of activations, the indices of tokens, and the
    results by tiles and by rows.
  }];
  let arguments = (ins AnyRankedTensor:$input_tensor,
                       AnyRankedTensor:$expert_indices,
                       AnyRankedTensor:$expert_scores,
                       AnyRankedTensor:$expert_mapping,
                       AnyRankedTensor:$w0_w1_tensor,
                       AnyRankedTensor:$w2_tensor,
                       DefaultValuedAttr<UI32Attr, "4">:$output_height_shard_dim,
                       DefaultValuedAttr<UI32Attr, "3">:$output_width_shard_dim,
                       DefaultValuedAttr<UI32Attr, "2880">:$hidden_size,
                       OptionalAttr<UI32Attr>:$cluster_axis);
  let results = (outs AnyRankedTensor:$token_counts,
                      AnyRankedTensor:$activation_records,
                      AnyRankedTensor:$token_indices,
                      AnyRankedTensor:$tilize_out,
                      AnyRankedTensor:$tilize_out_rm);
}

def TTNN_PrepareMoEComputeW0W1WeightsOp :
    TTNN_Op<"prepare_moe_compute_w0_w1_weights", [AttrSizedOperandSegments]> {
  let summary = "Layout of the first weights of moe_compute";
  let description = [{
    Interleaves the gate and up projections `w0` and `w1`, with their biases,
    in the order in which the cores of `moe_compute` read them.
  }];
  let arguments = (ins AnyRankedTensor:$w0,
                       AnyRankedTensor:$w1,
                       Optional<AnyRankedTensor>:$bias_0,
                       Optional<AnyRankedTensor>:$bias_1,
                       TTNN_Device:$device,
                       UI32Attr:$hidden_size,
                       UI32Attr:$intermediate_size);
  let results = (outs AnyRankedTensor:$result);
}

def TTNN_PrepareMoEComputeW2WeightsOp :
    TTNN_Op<"prepare_moe_compute_w2_weights"> {
  let summary = "Layout of the second weights of moe_compute";
  let description = [{
    Puts the down projection `w2`, with its bias, in the order in which the
    cores of `moe_compute` read it.
  }];
  let arguments = (ins AnyRankedTensor:$w2,
                       Optional<AnyRankedTensor>:$bias_2,
                       TTNN_Device:$device,
                       UI32Attr:$hidden_size,
                       UI32Attr:$intermediate_size);
  let results = (outs AnyRankedTensor:$result);
}

def TTNN_SelectiveReduceCombineOp : TTNN_Op<"selective_reduce_combine"> {
  let summary = "Return and sum of experts' results";
  let description = [{
    Sends the results of experts back to the devices that the tokens came
    from, by the maps and counts of tokens that `moe_gpt` gives, into one
    tensor of `hidden_size` columns.
  }];
  let arguments = (ins AnyRankedTensor:$dense_input_tensor,
                       AnyRankedTensor:$dense_activations_tensor,
                       AnyRankedTensor:$dense_token_maps_tensor,
                       AnyRankedTensor:$dense_token_counts_tensor,
                       UI32Attr:$hidden_size,
                       UI32Attr:$batch_size,
                       UI32Attr:$seq_size,
                       UI32Attr:$select_experts_k,
                       UI32Attr:$experts);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

#endif
