// Convolutions.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_CONVOLUTIONOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_CONVOLUTIONOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

def TTIR_Conv1dOp : TTIR_PureOp<"conv1d">, KeepsElementKind {
  let summary = "Convolution of a signal";
  let description = [{
    Slides a kernel along the length of the input. With the defaults the input is
    (N, L, C), the weight (O, C / groups, K), the bias (1, 1, O) and the result
    (N, L', O), where
    `L' = (L + padding - dilation * (K - 1) - 1) / stride + 1`, rounded down.
    `padding` is one number for both ends, or one for each.
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$weight, Optional<AnyRankedTensor>:$bias,
                       TTIR_IntOrIntsAttr:$stride, TTIR_IntOrIntsAttr:$padding,
                       TTIR_IntOrIntsAttr:$dilation, I32Attr:$groups,
                       DefaultValuedAttr<I64Attr, "0">:$batch_dim,
                       DefaultValuedAttr<I64Attr, "1">:$length_dim,
                       DefaultValuedAttr<I64Attr, "2">:$channel_dim);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_Conv2dOp : TTIR_PureOp<"conv2d">, KeepsElementKind {
  let summary = "Convolution of an image";
  let description = [{
    Slides a kernel over height and width of the input. With the defaults the
    input is (N, H, W, C), the weight (O, C / groups, KH, KW), the bias
    (1, 1, 1, O) and the result (N, H', W', O), where
    `H' = (H + top + bottom - dilation * (KH - 1) - 1) / stride + 1`, rounded
    down, and W' likewise. The `*_dim` attributes say where the dimensions of the
    input and the result are.

    `stride` and `dilation` are one number or [height, width]; `padding` is one
    number, [height, width] or [top, left, bottom, right].

    With `flattened_compat_info`, input and result are flattened to
    (1, 1, N*H*W, C).

    ```mlir
    %0 = "ttir.conv2d"(%input, %weight, %bias) <{
        stride = 1 : i32, padding = array<i32: 1, 1>, dilation = 1 : i32, groups = 1 : i32}>
        : (tensor<1x28x28x3xf32>, tensor<16x3x3x3xf32>, tensor<1x1x1x16xf32>) -> tensor<1x28x28x16xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$weight, Optional<AnyRankedTensor>:$bias,
                       TTIR_IntOrIntsAttr:$stride, TTIR_IntOrIntsAttr:$padding,
                       TTIR_IntOrIntsAttr:$dilation, I32Attr:$groups,
                       DefaultValuedAttr<I64Attr, "0">:$batch_dim,
                       DefaultValuedAttr<I64Attr, "1">:$height_dim,
                       DefaultValuedAttr<I64Attr, "2">:$width_dim,
                       DefaultValuedAttr<I64Attr, "3">:$channel_dim,
                       OptionalAttr<TTIR_FlattenedCompatInfoAttr>:$flattened_compat_info);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_Conv3dOp : TTIR_PureOp<"conv3d">, KeepsElementKind {
  let summary = "Convolution of a volume";
  let description = [{
    Slides a kernel over depth, height and width of the input. With the defaults
    the input is (N, D, H, W, C), the weight (O, C / groups, KD, KH, KW), the
    bias (1, 1, 1, 1, O) and the result (N, D', H', W', O). `stride` and
    `padding` are one number or [depth, height, width]; `padding_mode` is
    `"zeros"` or `"replicate"`.
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$weight, Optional<AnyRankedTensor>:$bias,
                       TTIR_IntOrIntsAttr:$stride, TTIR_IntOrIntsAttr:$padding, I32Attr:$groups,
                       DefaultValuedAttr<I64Attr, "0">:$batch_dim,
                       DefaultValuedAttr<I64Attr, "1">:$depth_dim,
                       DefaultValuedAttr<I64Attr, "2">:$height_dim,
                       DefaultValuedAttr<I64Attr, "3">:$width_dim,
                       DefaultValuedAttr<I64Attr, "4">:$channel_dim,
                       DefaultValuedStrAttr<StrAttr, "zeros">:$padding_mode);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTIR_ConvTranspose2dOp : TTIR_PureOp<"conv_transpose2d">, KeepsElementKind {
  let summary = "Gradient of a convolution of an image with respect to its input";
  let description = [{
    Spreads each element of the input over the result, weighted with the kernel.
    With the defaults the input is (N, H, W, C), the weight
    (C, O / groups, KH, KW), the bias (1, 1, 1, O) and the result
    (N, H', W', O), where
    `H' = (H - 1) * stride - top - bottom + dilation * (KH - 1) + output_padding + 1`,
    and W' likewise.
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$weight, Optional<AnyRankedTensor>:$bias,
                       TTIR_IntOrIntsAttr:$stride, TTIR_IntOrIntsAttr:$padding,
                       TTIR_IntOrIntsAttr:$output_padding, TTIR_IntOrIntsAttr:$dilation, I32Attr:$groups,
                       DefaultValuedAttr<I64Attr, "0">:$batch_dim,
                       DefaultValuedAttr<I64Attr, "1">:$height_dim,
                       DefaultValuedAttr<I64Attr, "2">:$width_dim,
                       DefaultValuedAttr<I64Attr, "3">:$channel_dim,
                       OptionalAttr<TTIR_FlattenedCompatInfoAttr>:$flattened_compat_info);
  let results = (outs AnyRankedTensor:$result);
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_CONVOLUTIONOPS_TD
