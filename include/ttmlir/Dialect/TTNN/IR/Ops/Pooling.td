// Pooling and resizing of images.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_POOLING_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_POOLING_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_AvgPool2dOp : TTNN_Op<"avg_pool2d">, HostFloat, KeepsElementKind {
  let summary = "Mean over windows";
  let description = [{
    Averages windows of `kernel_size` over an input that is flattened to [1,
    1, N*H*W, C], and gives [1, 1, N*OH*OW, C]. `padding` is [height, width]
    or [top, left, bottom, right]; `ceil_mode` rounds the output size up;
    `count_include_pad` counts padding in the mean.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       SI32Attr:$batch_size,
                       SI32Attr:$input_height,
                       SI32Attr:$input_width,
                       SI32Attr:$channels,
                       DenseI32ArrayAttr:$kernel_size,
                       DenseI32ArrayAttr:$stride,
                       DenseI32ArrayAttr:$padding,
                       DenseI32ArrayAttr:$dilation,
                       OptionalAttr<TTNN_TensorMemoryLayoutAttr>:$applied_shard_scheme,
                       BoolAttr:$ceil_mode,
                       DefaultValuedAttr<BoolAttr, "true">:$reallocate_halo_output,
                       DefaultValuedAttr<BoolAttr, "true">:$count_include_pad,
                       OptionalAttr<BoolAttr>:$config_tensors_in_dram);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_GlobalAvgPool2dOp : TTNN_Op<"global_avg_pool2d">, HostFloat, KeepsElementKind {
  let summary = "Mean over images";
  let description = [{
    Averages [N, H, W, C] over height and width, to [N, 1, 1, C].
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_MaxPool2dOp : TTNN_Op<"max_pool2d">, HostNumeric, KeepsElementKind {
  let summary = "Maximum over windows";
  let description = [{
    Takes the maximum of windows of `kernel_size` over an input that is
    flattened to [1, 1, N*H*W, C], and gives [1, 1, N*OH*OW, C]. `padding` is
    [height, width] or [top, left, bottom, right], and padding never wins;
    `ceil_mode` rounds the output size up.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       SI32Attr:$batch_size,
                       SI32Attr:$input_height,
                       SI32Attr:$input_width,
                       SI32Attr:$channels,
                       DenseI32ArrayAttr:$kernel_size,
                       DenseI32ArrayAttr:$stride,
                       DenseI32ArrayAttr:$padding,
                       DenseI32ArrayAttr:$dilation,
                       OptionalAttr<TTNN_TensorMemoryLayoutAttr>:$applied_shard_scheme,
                       BoolAttr:$ceil_mode,
                       DefaultValuedAttr<BoolAttr, "true">:$reallocate_halo_output,
                       OptionalAttr<BoolAttr>:$config_tensors_in_dram);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_MaxPool2dWithIndicesOp : TTNN_Op<"max_pool2d_with_indices">, HostNumeric, ElementTypes<"kind: input result; integer: result_indices"> {
  let summary = "Maximum over windows, and where it is";
  let description = [{
    As `max_pool2d`; the second result holds the index of each maximum in its
    image, `h * W + w`.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       SI32Attr:$batch_size,
                       SI32Attr:$input_height,
                       SI32Attr:$input_width,
                       SI32Attr:$channels,
                       DenseI32ArrayAttr:$kernel_size,
                       DenseI32ArrayAttr:$stride,
                       DenseI32ArrayAttr:$padding,
                       DenseI32ArrayAttr:$dilation,
                       OptionalAttr<TTNN_TensorMemoryLayoutAttr>:$applied_shard_scheme,
                       BoolAttr:$ceil_mode,
                       DefaultValuedAttr<BoolAttr, "true">:$reallocate_halo_output,
                       OptionalAttr<BoolAttr>:$config_tensors_in_dram);
  let results = (outs AnyRankedTensor:$result,
                      AnyRankedTensor:$result_indices);
  let hasVerifier = 1;
}

def TTNN_UpsampleOp : TTNN_Op<"upsample">, HostNumeric, KeepsElementKind {
  let summary = "Enlargement of images";
  let description = [{
    Enlarges [N, H, W, C] by `scale_factor`, one number or [height, width].
    `mode` is "nearest" or "bilinear".
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyAttrOf<[SI32Attr, DenseI32ArrayAttr]>:$scale_factor,
                       DefaultValuedStrAttr<StrAttr, "nearest">:$mode);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

#endif
