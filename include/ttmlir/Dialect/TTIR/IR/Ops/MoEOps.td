// Mixtures of experts over a mesh of devices.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_MOEOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_MOEOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

/// The result types depend on how the mesh spreads tokens; they have to be given.
class TTIR_MoEOp<string mnemonic, list<Trait> traits = []> : TTIR_Op<mnemonic, traits # [Pure]> {
  let hasVerifier = 1;
}

def TTIR_AllToAllDispatchOp : TTIR_MoEOp<"all_to_all_dispatch"> {
  let summary = "Sends tokens to the devices of their experts";
  let description = [{
    Sends each token of the input (B, S, 1, H) to the devices along
    `cluster_axis` that hold the experts chosen for it in `expert_indices`
    (B, S, 1, K); `expert_mapping` (1, 1, E, devices) says which device holds
    which expert. Results: the tokens each device received,
    (1, B * devices, S, H), and the experts chosen for them,
    (1, B * devices, S, K).
  }];
  let arguments = (ins AnyRankedTensor:$input_tensor, AnyRankedTensor:$expert_indices,
                       AnyRankedTensor:$expert_mapping, I64Attr:$num_devices, I64Attr:$cluster_axis);
  let results = (outs AnyRankedTensor:$dispatched, AnyRankedTensor:$metadata);
}

def TTIR_AllToAllDispatchMetadataOp : TTIR_MoEOp<"all_to_all_dispatch_metadata"> {
  let summary = "Sends tokens, with their scores, to the devices of their experts";
  let description = [{
    As `ttir.all_to_all_dispatch`; the scores of the chosen experts travel with
    the tokens and are the third result.
  }];
  let arguments = (ins AnyRankedTensor:$input_tensor, AnyRankedTensor:$expert_indices,
                       AnyRankedTensor:$expert_scores, AnyRankedTensor:$expert_mapping,
                       I64Attr:$num_devices, I64Attr:$cluster_axis);
  let results = (outs AnyRankedTensor:$dispatched, AnyRankedTensor:$indices, AnyRankedTensor:$scores);
}

def TTIR_AllToAllCombineOp : TTIR_MoEOp<"all_to_all_combine"> {
  let summary = "Sends the experts' results back to the tokens' devices";
  let description = [{
    The way back from `ttir.all_to_all_dispatch`: results of the experts of each
    device, (E, B * devices, S, H), become (num_experts_per_tok, B, S, H) on the
    device each token came from. `output_shard_dim` is the dimension of the
    result that is spread over the devices.
  }];
  let arguments = (ins AnyRankedTensor:$input_tensor, AnyRankedTensor:$expert_metadata,
                       AnyRankedTensor:$expert_mapping, I64Attr:$num_devices, I64Attr:$cluster_axis,
                       I64Attr:$num_experts_per_tok, DefaultValuedAttr<I64Attr, "2">:$output_shard_dim);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_MoEExpertTokenRemapOp : TTIR_MoEOp<"moe_expert_token_remap"> {
  let summary = "Scores of the experts of this device for each token";
  let description = [{
    Picks from `topk_tensor` (scores of all experts for each token) those of the
    experts that this device holds, by `expert_mapping` and `expert_metadata`,
    and says for each group of `reduction_size` tokens whether any of them goes
    to the expert.
  }];
  let arguments = (ins AnyRankedTensor:$topk_tensor, AnyRankedTensor:$expert_mapping,
                       AnyRankedTensor:$expert_metadata, I64Attr:$reduction_size);
  let results = (outs AnyRankedTensor:$mapping, AnyRankedTensor:$reduced);
}

def TTIR_MoEComputeOp : TTIR_MoEOp<"moe_compute", [AttrSizedOperandSegments]> {
  let summary = "The experts of a layer";
  let description = [{
    Takes the tokens that were dispatched to this device through its experts:
    `act(x * w0 + bias_0) * (x * w1 + bias_1)` times `w2`, plus `bias_2`, with
    weights for each expert, and combines the results by the tokens' scores.
  }];
  let arguments = (ins AnyRankedTensor:$tilize_input_tensor, AnyRankedTensor:$tilize_expert_indices_tensor,
                       AnyRankedTensor:$tilize_expert_scores_tensor,
                       AnyRankedTensor:$tilize_expert_mapping_tensor,
                       AnyRankedTensor:$w0, AnyRankedTensor:$w1, AnyRankedTensor:$w2,
                       Optional<AnyRankedTensor>:$bias_0, Optional<AnyRankedTensor>:$bias_1,
                       Optional<AnyRankedTensor>:$bias_2,
                       UI32Attr:$layer_id, UI32Attr:$output_height_shard_dim, UI32Attr:$intermediate_size,
                       DefaultValuedAttr<TTCore_MoEActivationFunctionAttr,
                                         "::mlir::tt::ttcore::MoEActivationFunction::Silu">:$activation_function,
                       UI32Attr:$cluster_axis);
  let results = (outs AnyRankedTensor:$combine_output);
}

def TTIR_MoEGptOp : TTIR_MoEOp<"moe_gpt"> {
  let summary = "The experts of a GPT-OSS layer";
  let description = [{
    Counts and gathers the tokens of each expert of this device and takes them
    through it. `w0_w1_tensor` holds the two up projections, `w2_tensor` the down
    projection. Results: tokens of each expert, records of the activations,
    indices of the tokens, and the outputs in tiles and in rows.
  }];
  let arguments = (ins AnyRankedTensor:$input_tensor, AnyRankedTensor:$expert_indices,
                       AnyRankedTensor:$expert_scores, AnyRankedTensor:$expert_mapping,
                       AnyRankedTensor:$w0_w1_tensor, AnyRankedTensor:$w2_tensor,
                       DefaultValuedAttr<UI32Attr, "4">:$output_height_shard_dim,
                       DefaultValuedAttr<UI32Attr, "3">:$output_width_shard_dim,
                       DefaultValuedAttr<UI32Attr, "2880">:$hidden_size, OptionalAttr<UI32Attr>:$cluster_axis);
  let results = (outs AnyRankedTensor:$token_counts, AnyRankedTensor:$activation_records,
                      AnyRankedTensor:$token_indices, AnyRankedTensor:$tilize_out, AnyRankedTensor:$tilize_out_rm);
}

def TTIR_SelectiveReduceCombineOp : TTIR_MoEOp<"selective_reduce_combine"> {
  let summary = "Adds up the experts' results for each token";
  let description = [{
    Takes the outputs of the experts, the records of their activations, and the
    maps and counts of their tokens, and adds up for each of
    `batch_size * seq_size` tokens the outputs of its `select_experts_k` of
    `experts` experts.
  }];
  let arguments = (ins AnyRankedTensor:$dense_input_tensor, AnyRankedTensor:$dense_activations_tensor,
                       AnyRankedTensor:$dense_token_maps_tensor, AnyRankedTensor:$dense_token_counts_tensor,
                       UI32Attr:$hidden_size, UI32Attr:$batch_size, UI32Attr:$seq_size,
                       UI32Attr:$select_experts_k, UI32Attr:$experts);
  let results = (outs AnyRankedTensor:$result);
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_MOEOPS_TD
