// Convolutions, and the preparation of their weights.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_CONVOLUTION_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_CONVOLUTION_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_Conv1dOp : TTNN_Op<"conv1d">, HostFloat, KeepsElementKind {
  let summary = "Convolution over one dimension";
  let description = [{
    Convolves `input` [N, L, C] with `weight` [O, C/groups, K]. The output
    length is `(input_length + padding - dilation * (kernel_size - 1) - 1) /
    stride + 1`; `padding` is one number for both ends or one for each.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$weight,
                       Optional<AnyRankedTensor>:$bias,
                       TTNN_Device:$device,
                       I32Attr:$in_channels,
                       I32Attr:$out_channels,
                       I32Attr:$batch_size,
                       I32Attr:$input_length,
                       I32Attr:$kernel_size,
                       I32Attr:$stride,
                       DenseI32ArrayAttr:$padding,
                       I32Attr:$dilation,
                       I32Attr:$groups,
                       OptionalAttr<TTNN_Conv2dConfigAttr>:$conv2d_config,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config,
                       OptionalAttr<TTNN_Conv2dSliceConfigAttr>:$conv2d_slice_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_Conv2dOp : TTNN_Op<"conv2d">, HostFloat, KeepsElementKind {
  let summary = "Convolution over two dimensions";
  let description = [{
    Convolves an input that is flattened to [1, 1, N*H*W, C] with `weight` [O,
    C/groups, KH, KW], and gives [1, 1, N*OH*OW, O], where `OH = (input_height
    + top + bottom - dilation * (KH - 1) - 1) / stride + 1` and likewise OW.
    `padding` is [height, width] or [top, bottom, left, right]. `bias` is [1,
    1, 1, O]. The weight may have been prepared by `prepare_conv2d_weights`,
    after which its shape is the device's affair. `conv2d_config` may apply an
    activation to the result.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$weight,
                       Optional<AnyRankedTensor>:$bias,
                       TTNN_Device:$device,
                       I32Attr:$in_channels,
                       I32Attr:$out_channels,
                       I32Attr:$batch_size,
                       I32Attr:$input_height,
                       I32Attr:$input_width,
                       DenseI32ArrayAttr:$kernel_size,
                       DenseI32ArrayAttr:$stride,
                       DenseI32ArrayAttr:$padding,
                       DenseI32ArrayAttr:$dilation,
                       I32Attr:$groups,
                       OptionalAttr<TTNN_Conv2dConfigAttr>:$conv2d_config,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config,
                       OptionalAttr<TTNN_Conv2dSliceConfigAttr>:$conv2d_slice_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_Conv3dOp : TTNN_Op<"conv3d">, HostFloat, KeepsElementKind {
  let summary = "Convolution over three dimensions";
  let description = [{
    Convolves `input` [N, D, H, W, C] with `weight`, of shape [O, C/groups,
    KD, KH, KW] or prepared by `prepare_conv3d_weights`, and gives [N, OD, OH,
    OW, O]. `padding_mode` is "zeros" or "replicate".
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$weight,
                       Optional<AnyRankedTensor>:$bias,
                       TTNN_Device:$device,
                       I32Attr:$in_channels,
                       I32Attr:$out_channels,
                       I32Attr:$batch_size,
                       I32Attr:$input_depth,
                       I32Attr:$input_height,
                       I32Attr:$input_width,
                       DenseI32ArrayAttr:$kernel_size,
                       DenseI32ArrayAttr:$stride,
                       DenseI32ArrayAttr:$padding,
                       DefaultValuedStrAttr<StrAttr, "zeros">:$padding_mode,
                       I32Attr:$groups,
                       OptionalAttr<TTNN_Conv3dConfigAttr>:$conv3d_config,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_ConvTranspose2dOp : TTNN_Op<"conv_transpose2d">, HostFloat, KeepsElementKind {
  let summary = "Transposed convolution over two dimensions";
  let description = [{
    Applies the transpose of a convolution to an input that is flattened to
    [1, 1, N*H*W, C], with `weight` [C, O/groups, KH, KW], and gives [1, 1,
    N*OH*OW, O], where `OH = (input_height - 1) * stride - top - bottom +
    dilation * (KH - 1) + output_padding + 1` and likewise OW.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$weight,
                       Optional<AnyRankedTensor>:$bias,
                       TTNN_Device:$device,
                       I32Attr:$in_channels,
                       I32Attr:$out_channels,
                       I32Attr:$batch_size,
                       I32Attr:$input_height,
                       I32Attr:$input_width,
                       DenseI32ArrayAttr:$kernel_size,
                       DenseI32ArrayAttr:$stride,
                       DenseI32ArrayAttr:$padding,
                       DenseI32ArrayAttr:$output_padding,
                       DenseI32ArrayAttr:$dilation,
                       I32Attr:$groups,
                       OptionalAttr<TTNN_Conv2dConfigAttr>:$conv2d_config,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config,
                       OptionalAttr<TTNN_Conv2dSliceConfigAttr>:$conv2d_slice_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_PrepareConv2dBiasOp : TTNN_Op<"prepare_conv2d_bias">, HostFloat, KeepsElementKind {
  let summary = "Layout of the bias of a convolution";
  let description = [{
    Brings the bias [1, 1, 1, O] of `conv2d` into the form in which the
    convolution with the given attributes reads it, once for many runs.
  }];
  let arguments = (ins AnyRankedTensor:$bias_tensor,
                       TTNN_Device:$device,
                       TTNN_MemoryConfigAttr:$input_memory_config,
                       TTNN_LayoutAttr:$input_tensor_layout,
                       I32Attr:$in_channels,
                       I32Attr:$out_channels,
                       I32Attr:$batch_size,
                       I32Attr:$input_height,
                       I32Attr:$input_width,
                       DenseI32ArrayAttr:$kernel_size,
                       DenseI32ArrayAttr:$stride,
                       DenseI32ArrayAttr:$padding,
                       DenseI32ArrayAttr:$dilation,
                       I32Attr:$groups,
                       TTCore_DataTypeAttr:$input_dtype,
                       OptionalAttr<TTCore_DataTypeAttr>:$output_dtype,
                       OptionalAttr<TTNN_Conv2dConfigAttr>:$conv2d_config,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config,
                       OptionalAttr<TTNN_Conv2dSliceConfigAttr>:$conv2d_slice_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_PrepareConv2dWeightsOp : TTNN_Op<"prepare_conv2d_weights">, HostFloat, KeepsElementKind {
  let summary = "Layout of the weights of a convolution";
  let description = [{
    Brings the weights [O, C/groups, KH, KW] of `conv2d` into the form in
    which the convolution with the given attributes reads them, once for many
    runs. `weights_format` names the order of the dimensions, "OIHW".
  }];
  let arguments = (ins AnyRankedTensor:$weight_tensor,
                       TTNN_Device:$device,
                       TTNN_MemoryConfigAttr:$input_memory_config,
                       TTNN_LayoutAttr:$input_tensor_layout,
                       StrAttr:$weights_format,
                       I32Attr:$in_channels,
                       I32Attr:$out_channels,
                       I32Attr:$batch_size,
                       I32Attr:$input_height,
                       I32Attr:$input_width,
                       DenseI32ArrayAttr:$kernel_size,
                       DenseI32ArrayAttr:$stride,
                       DenseI32ArrayAttr:$padding,
                       DenseI32ArrayAttr:$dilation,
                       BoolAttr:$has_bias,
                       I32Attr:$groups,
                       TTCore_DataTypeAttr:$input_dtype,
                       OptionalAttr<TTCore_DataTypeAttr>:$output_dtype,
                       OptionalAttr<TTNN_Conv2dConfigAttr>:$conv2d_config,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config,
                       OptionalAttr<TTNN_Conv2dSliceConfigAttr>:$conv2d_slice_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_PrepareConv3dWeightsOp : TTNN_Op<"prepare_conv3d_weights">, KeepsElementKind {
  let summary = "Layout of the weights of a convolution over three dimensions";
  let description = [{
    Brings the weights [O, C/groups, KD, KH, KW] of `conv3d` into a matrix
    [KD*KH*KW*C, O], in blocks of `c_in_block` channels that are padded to
    `alignment`.
  }];
  let arguments = (ins AnyRankedTensor:$weight_tensor,
                       TTNN_Device:$device,
                       I32Attr:$groups,
                       I32Attr:$c_in_block,
                       I32Attr:$alignment);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_PrepareConvTranspose2dBiasOp :
    TTNN_Op<"prepare_conv_transpose2d_bias">, HostFloat, KeepsElementKind {
  let summary = "Layout of the bias of a transposed convolution";
  let description = [{
    Brings the bias [1, 1, 1, O] of `conv_transpose2d` into the form in which
    the operation with the given attributes reads it, once for many runs.
  }];
  let arguments = (ins AnyRankedTensor:$bias_tensor,
                       TTNN_Device:$device,
                       TTNN_MemoryConfigAttr:$input_memory_config,
                       TTNN_LayoutAttr:$input_tensor_layout,
                       I32Attr:$in_channels,
                       I32Attr:$out_channels,
                       I32Attr:$batch_size,
                       I32Attr:$input_height,
                       I32Attr:$input_width,
                       DenseI32ArrayAttr:$kernel_size,
                       DenseI32ArrayAttr:$stride,
                       DenseI32ArrayAttr:$padding,
                       DenseI32ArrayAttr:$dilation,
                       I32Attr:$groups,
                       TTCore_DataTypeAttr:$input_dtype,
                       OptionalAttr<TTCore_DataTypeAttr>:$output_dtype,
                       OptionalAttr<TTNN_Conv2dConfigAttr>:$conv2d_config,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config,
                       OptionalAttr<TTNN_Conv2dSliceConfigAttr>:$conv2d_slice_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_PrepareConvTranspose2dWeightsOp :
    TTNN_Op<"prepare_conv_transpose2d_weights">, KeepsElementKind {
  let summary = "Layout of the weights of a transposed convolution";
  let description = [{
    Brings the weights [C, O/groups, KH, KW] of `conv_transpose2d` into the
    form in which the operation with the given attributes reads them, once for
    many runs. `weights_format` names the order of the dimensions, "IOHW";
    `mirror_kernel` flips the kernel, which turns the operation into a
    convolution.
  }];
  let arguments = (ins AnyRankedTensor:$weight_tensor,
                       TTNN_Device:$device,
                       TTNN_MemoryConfigAttr:$input_memory_config,
                       TTNN_LayoutAttr:$input_tensor_layout,
                       StrAttr:$weights_format,
                       I32Attr:$in_channels,
                       I32Attr:$out_channels,
                       I32Attr:$batch_size,
                       I32Attr:$input_height,
                       I32Attr:$input_width,
                       DenseI32ArrayAttr:$kernel_size,
                       DenseI32ArrayAttr:$stride,
                       DenseI32ArrayAttr:$padding,
                       DefaultValuedAttr<DenseI32ArrayAttr, "{0, 0}">:$output_padding,
                       DenseI32ArrayAttr:$dilation,
                       BoolAttr:$has_bias,
                       I32Attr:$groups,
                       TTCore_DataTypeAttr:$input_dtype,
                       OptionalAttr<TTCore_DataTypeAttr>:$output_dtype,
                       OptionalAttr<TTNN_Conv2dConfigAttr>:$conv2d_config,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config,
                       OptionalAttr<TTNN_Conv2dSliceConfigAttr>:$conv2d_slice_config,
                       DefaultValuedAttr<BoolAttr, "true">:$mirror_kernel);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

#endif
