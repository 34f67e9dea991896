// Pools and resizing of images (N, H, W, C).
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_POOLINGOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_POOLINGOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

def TTIR_MaxPool2dOp : TTIR_PureOp<"max_pool2d">, KeepsElementKind {
  let summary = "Largest element of each window";
  let description = [{
    Slides a window over height and width of the input (N, H, W, C) and takes the
    largest element; the result is (N, H', W', C), where
    `H' = (H + top + bottom - dilation * (kernel - 1) - 1) / stride + 1`, rounded
    down or, with `ceil_mode`, up (a window that would begin in the padding after
    the end is left out), and W' likewise. Padding never wins.

    `kernel`, `stride` and `dilation` are one number or [height, width];
    `padding` is one number, [height, width] or [top, left, bottom, right].

    ```mlir
    %0 = "ttir.max_pool2d"(%input) <{kernel = 3 : i32, stride = 2 : i32, dilation = 1 : i32,
        padding = 1 : i32, ceil_mode = false}> : (tensor<1x112x112x64xf32>) -> tensor<1x56x56x64xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, TTIR_IntOrIntsAttr:$kernel, TTIR_IntOrIntsAttr:$stride,
                       TTIR_IntOrIntsAttr:$dilation, TTIR_IntOrIntsAttr:$padding, BoolAttr:$ceil_mode,
                       OptionalAttr<TTIR_FlattenedCompatInfoAttr>:$flattened_compat_info);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_MaxPool2dWithIndicesOp : TTIR_PureOp<"max_pool2d_with_indices">, ElementTypes<"kind: input result; integer: result_indices"> {
  let summary = "Largest element of each window and where it is";
  let description = [{
    As `ttir.max_pool2d`; the second result holds the index of each largest
    element in its flattened image (si32 when inferred). `output` takes buffers
    for the results where programs name them; they do not change the results.
  }];
  let arguments = (ins AnyRankedTensor:$input, Variadic<AnyRankedTensor>:$output,
                       TTIR_IntOrIntsAttr:$kernel, TTIR_IntOrIntsAttr:$stride,
                       TTIR_IntOrIntsAttr:$dilation, TTIR_IntOrIntsAttr:$padding, BoolAttr:$ceil_mode,
                       OptionalAttr<TTIR_FlattenedCompatInfoAttr>:$flattened_compat_info);
  let results = (outs AnyRankedTensor:$result, AnyRankedTensor:$result_indices);
}

def TTIR_AvgPool2dOp : TTIR_PureOp<"avg_pool2d">, KeepsElementKind {
  let summary = "Mean of each window";
  let description = [{
    Slides a window as `ttir.max_pool2d` does and takes the mean of its elements.
    Padding counts as zeros if `count_include_pad`, and is left out of the mean
    otherwise.
  }];
  let arguments = (ins AnyRankedTensor:$input, TTIR_IntOrIntsAttr:$kernel, TTIR_IntOrIntsAttr:$stride,
                       TTIR_IntOrIntsAttr:$dilation, TTIR_IntOrIntsAttr:$padding, BoolAttr:$ceil_mode,
                       DefaultValuedAttr<BoolAttr, "true">:$count_include_pad,
                       OptionalAttr<TTIR_FlattenedCompatInfoAttr>:$flattened_compat_info);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_GlobalAvgPool2dOp : TTIR_PureOp<"global_avg_pool2d">, KeepsElementKind {
  let summary = "Mean over the whole image";
  let description = [{
    Takes (N, H, W, C) to (N, 1, 1, C), the mean of each channel.
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_Upsample2dOp : TTIR_PureOp<"upsample2d">, KeepsElementKind {
  let summary = "Enlarges an image";
  let description = [{
    Takes (N, H, W, C) to (N, H * sh, W * sw, C). `scale_factor` is one number or
    [sh, sw]; `mode` is `"nearest"` or `"bilinear"`.

    ```mlir
    %0 = "ttir.upsample2d"(%input) <{scale_factor = 2 : si32, mode = "nearest"}>
        : (tensor<1x8x8x3xf32>) -> tensor<1x16x16x3xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, TTIR_SI32OrIntsAttr:$scale_factor,
                       DefaultValuedStrAttr<StrAttr, "nearest">:$mode);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_POOLINGOPS_TD
