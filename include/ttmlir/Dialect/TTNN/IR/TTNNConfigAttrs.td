// Attributes that tune how a device executes an operation; none of them changes a result's meaning.

#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNCONFIGATTRS_TD
#define TTMLIR_DIALECT_TTNN_IR_TTNNCONFIGATTRS_TD

include "ttmlir/Dialect/TTNN/IR/TTNNLayoutAttrs.td"

def TTNN_UnaryWithParamAttr : TTNN_Attr<"UnaryWithParam", "unary_with_param"> {
  let summary = "An elementwise function fused into another operation";
  let description = [{
    `#ttnn.unary_with_param<op_type = relu>`; functions with parameters list
    them: `<op_type = leaky_relu, params = [1.000000e-01 : f32]>`.
  }];
  let parameters = (ins "UnaryOpType":$op_type,
                        OptionalArrayRefParameter<"::mlir::FloatAttr">:$params);
  let assemblyFormat = "`<` `op_type` `=` $op_type `` custom<UnaryParams>($params) `>`";
}

def TTNN_DeviceComputeKernelConfig
    : TTNN_Attr<"DeviceComputeKernelConfig", "device_compute_kernel_config"> {
  let summary = "Precision and register use of a compute kernel";
  let description = [{
    What is absent is the device's default:
    `#ttnn.device_compute_kernel_config<math_fidelity = hifi4,
    fp32_dest_acc_en = true>`.
  }];
  let parameters = (ins OptionalParameter<"std::optional<MathFidelity>">:$math_fidelity,
                        OptionalParameter<"::mlir::BoolAttr">:$math_approx_mode,
                        OptionalParameter<"::mlir::BoolAttr">:$fp32_dest_acc_en,
                        OptionalParameter<"::mlir::BoolAttr">:$packer_l1_acc,
                        OptionalParameter<"::mlir::BoolAttr">:$dst_full_sync_en);
  let assemblyFormat = "`<` struct(params) `>`";
}

def TTNN_Conv2dConfigAttr : TTNN_Attr<"Conv2dConfig", "conv2d_config"> {
  let summary = "How a two-dimensional convolution is executed";
  let description = [{
    The type that weights are stored in, an activation that is applied to the
    result, and the blocking, sharding and buffering of the halo and matrix
    product: `#ttnn.conv2d_config<weights_dtype = bf16, activation = <op_type =
    relu>>`. What is absent is the device's default.
  }];
  let parameters = (ins OptionalParameter<"std::optional<::mlir::tt::ttcore::DataType>">:$weights_dtype,
                        OptionalParameter<"UnaryWithParamAttr">:$activation,
                        OptionalParameter<"::mlir::BoolAttr">:$deallocate_activation,
                        OptionalParameter<"::mlir::BoolAttr">:$reallocate_halo_output,
                        OptionalParameter<"std::optional<uint32_t>">:$act_block_h_override,
                        OptionalParameter<"std::optional<uint32_t>">:$act_block_w_div,
                        OptionalParameter<"::mlir::BoolAttr">:$reshard_if_not_optimal,
                        OptionalParameter<"::mlir::BoolAttr">:$override_sharding_config,
                        OptionalParameter<"std::optional<TensorMemoryLayout>">:$shard_layout,
                        OptionalParameter<"CoreRangeSetAttr">:$core_grid,
                        OptionalParameter<"::mlir::BoolAttr">:$transpose_shards,
                        OptionalParameter<"std::optional<Layout>">:$output_layout,
                        OptionalParameter<"::mlir::BoolAttr">:$enable_act_double_buffer,
                        OptionalParameter<"::mlir::BoolAttr">:$enable_weights_double_buffer,
                        OptionalParameter<"::mlir::BoolAttr">:$enable_kernel_stride_folding,
                        OptionalParameter<"::mlir::BoolAttr">:$config_tensors_in_dram);
  let assemblyFormat = "`<` struct(params) `>`";
}

def TTNN_Conv2dSliceConfigAttr
    : TTNN_Attr<"Conv2dSliceConfig", "conv2d_slice_config"> {
  let summary = "Into how many slices a convolution is cut, and how";
  let description = [{
    `#ttnn.conv2d_slice_config<dram_width, 4>`; zero slices leaves the number to
    the device.
  }];
  let parameters = (ins "::mlir::tt::ttnn::Conv2dSliceType":$slice_type,
                        "uint32_t":$num_slices);
  let assemblyFormat = "`<` $slice_type `,` $num_slices `>`";
}

def TTNN_Conv3dConfigAttr : TTNN_Attr<"Conv3dConfig", "conv3d_config"> {
  let summary = "How a three-dimensional convolution is executed";
  let description = [{
    The type of the weights, the block sizes over time, width, height and
    channels, and the grid of cores. What is absent is the device's default.
  }];
  let parameters = (ins OptionalParameter<"std::optional<::mlir::tt::ttcore::DataType>">:$weights_dtype,
                        OptionalParameter<"std::optional<uint32_t>">:$t_out_block,
                        OptionalParameter<"std::optional<uint32_t>">:$w_out_block,
                        OptionalParameter<"std::optional<uint32_t>">:$h_out_block,
                        OptionalParameter<"std::optional<uint32_t>">:$c_out_block,
                        OptionalParameter<"std::optional<uint32_t>">:$c_in_block,
                        OptionalParameter<"::mlir::tt::ttcore::GridAttr">:$compute_with_storage_grid_size);
  let assemblyFormat = "`<` struct(params) `>`";
}

def TTNN_MatmulMultiCoreReuseProgramConfigAttr
    : TTNN_Attr<"MatmulMultiCoreReuseProgramConfig",
                "matmul_multi_core_reuse_program_config"> {
  let summary = "TTNN MatmulMultiCoreReuseProgramConfig";
  let description = [{
    A batched matrix product in which each core computes whole matrices. Blocks
    are counted in tiles.
  }];
  let parameters = (ins "CoreCoordAttr":$compute_with_storage_grid_size,
                        "uint64_t":$in0_block_w,
                        "uint64_t":$out_subblock_h,
                        "uint64_t":$out_subblock_w,
                        "uint64_t":$per_core_m,
                        "uint64_t":$per_core_n);
  let assemblyFormat = "`<` struct(params) `>`";
}

def TTNN_MatmulMultiCoreReuseMultiCastProgramConfigAttr
    : TTNN_Attr<"MatmulMultiCoreReuseMultiCastProgramConfig",
                "matmul_multi_core_reuse_multi_cast_program_config"> {
  let summary = "TTNN MatmulMultiCoreReuseMultiCastProgramConfig";
  let description = [{
    A matrix product on a two-dimensional grid: rows of cores share blocks of
    the first operand, columns share blocks of the second.
  }];
  let parameters = (ins "CoreCoordAttr":$compute_with_storage_grid_size,
                        "uint64_t":$in0_block_w,
                        "uint64_t":$out_subblock_h,
                        "uint64_t":$out_subblock_w,
                        "uint64_t":$out_block_h,
                        "uint64_t":$out_block_w,
                        "uint64_t":$per_core_m,
                        "uint64_t":$per_core_n,
                        TTNN_BoolParameter<>:$transpose_mcast,
                        OptionalParameter<"UnaryWithParamAttr">:$fused_activation,
                        TTNN_BoolParameter<>:$fuse_batch);
  let assemblyFormat = "`<` struct(params) `>`";
}

def TTNN_MatmulMultiCoreReuseMultiCast1DProgramConfigAttr
    : TTNN_Attr<"MatmulMultiCoreReuseMultiCast1DProgramConfig",
                "matmul_multi_core_reuse_multi_cast_1d_program_config"> {
  let summary = "TTNN MatmulMultiCoreReuseMultiCast1DProgramConfig";
  let description = [{
    A matrix product on a line of cores, in which one operand is sent to all of
    them: for narrow or flat products.
  }];
  let parameters = (ins "CoreCoordAttr":$compute_with_storage_grid_size,
                        "uint64_t":$in0_block_w,
                        "uint64_t":$out_subblock_h,
                        "uint64_t":$out_subblock_w,
                        "uint64_t":$out_block_h,
                        "uint64_t":$out_block_w,
                        "uint64_t":$per_core_m,
                        "uint64_t":$per_core_n,
                        TTNN_BoolParameter<>:$fuse_batch,
                        OptionalParameter<"UnaryWithParamAttr">:$fused_activation,
                        TTNN_BoolParameter<>:$mcast_in0,
                        TTNN_BoolParameter<>:$gather_in0,
                        "CoreRangeSetAttr":$hop_cores,
                        "uint64_t":$num_global_cb_receivers,
                        TTNN_BoolParameter<>:$untilize_out);
  let assemblyFormat = "`<` struct(params) `>`";
}

def TTNN_MatmulMultiCoreReuseMultiCastDRAMShardedProgramConfigAttr
    : TTNN_Attr<"MatmulMultiCoreReuseMultiCastDRAMShardedProgramConfig",
                "matmul_multi_core_reuse_multi_cast_dram_sharded_program_config"> {
  let summary = "TTNN MatmulMultiCoreReuseMultiCastDRAMShardedProgramConfig";
  let description = [{
    A matrix product whose second operand lies in shards, one for each DRAM
    bank, and is streamed from there: for decoding with few rows.
  }];
  let parameters = (ins "uint64_t":$in0_block_w,
                        "uint64_t":$per_core_m,
                        "uint64_t":$per_core_n,
                        OptionalParameter<"UnaryWithParamAttr">:$fused_activation);
  let assemblyFormat = "`<` struct(params) `>`";
}

// Any of the ways to lay a matrix product out over cores.
def TTNN_MatmulProgramConfig : AnyAttrOf<[
  TTNN_MatmulMultiCoreReuseProgramConfigAttr,
  TTNN_MatmulMultiCoreReuseMultiCastProgramConfigAttr,
  TTNN_MatmulMultiCoreReuseMultiCast1DProgramConfigAttr,
  TTNN_MatmulMultiCoreReuseMultiCastDRAMShardedProgramConfigAttr
]>;

def TTNN_LayerNormShardedMultiCoreProgramConfigAttr
    : TTNN_Attr<"LayerNormShardedMultiCoreProgramConfig",
                "layernorm_sharded_multicore_program_config"> {
  let summary = "How a normalization of a sharded tensor is executed";
  let description = [{Block sizes are counted in tiles.}];
  let parameters = (ins "CoreCoordAttr":$compute_with_storage_grid_size,
                        "uint64_t":$subblock_w,
                        "uint64_t":$block_h,
                        "uint64_t":$block_w,
                        TTNN_BoolParameter<>:$inplace);
  let assemblyFormat = "`<` struct(params) `>`";
}

def TTNN_SDPAProgramConfigAttr : TTNN_Attr<"SDPAProgramConfig", "sdpa_program_config"> {
  let summary = "How scaled dot product attention is executed";
  let description = [{
    The cores, the number of queries and keys in a chunk, and whether the
    exponential may be approximate.
  }];
  let parameters = (ins "CoreCoordAttr":$compute_with_storage_grid_size,
                        OptionalParameter<"CoreRangeSetAttr">:$sub_core_grids,
                        "uint64_t":$q_chunk_size,
                        "uint64_t":$k_chunk_size,
                        OptionalParameter<"::mlir::BoolAttr">:$exp_approx_mode,
                        OptionalParameter<"std::optional<uint32_t>">:$max_cores_per_head_batch);
  let assemblyFormat = "`<` struct(params) `>`";
}

#endif
