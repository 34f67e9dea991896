// Conversions between real and quantized numbers.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_QUANTIZATION_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_QUANTIZATION_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_DequantizeOp : TTNN_Op<"dequantize">, HostInteger {
  let summary = "Real numbers of quantized ones";
  let description = [{
    Computes `(input - zero_point) * scale`. Scale and zero point are scalars,
    or one-dimensional along `axis`.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$scale,
                       AnyRankedTensor:$zero_point,
                       OptionalAttr<I32Attr>:$axis,
                       OptionalAttr<TTCore_DataTypeAttr>:$output_dtype);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_QuantizeOp : TTNN_Op<"quantize">, HostFloat {
  let summary = "Quantized numbers of real ones";
  let description = [{
    Computes `round(input / scale) + zero_point`, saturated to the range of
    the result. Scale and zero point are scalars, or one-dimensional along
    `axis`.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$scale,
                       AnyRankedTensor:$zero_point,
                       OptionalAttr<I32Attr>:$axis,
                       OptionalAttr<TTCore_DataTypeAttr>:$output_dtype);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_RequantizeOp : TTNN_Op<"requantize">, HostInteger {
  let summary = "Change of scale of quantized numbers";
  let description = [{
    Computes `round((input - in_zero_point) * in_scale / out_scale) +
    out_zero_point`, saturated to the range of the result.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$in_scale,
                       AnyRankedTensor:$in_zero_point,
                       AnyRankedTensor:$out_scale,
                       AnyRankedTensor:$out_zero_point,
                       OptionalAttr<I32Attr>:$axis,
                       OptionalAttr<TTCore_DataTypeAttr>:$output_dtype);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

#endif
