// Conversions between real and quantized numbers.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_QUANTIZATIONOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_QUANTIZATIONOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

/// Input and result have the same shape; the quantization is in their element
/// types or in operands.
class TTIR_QuantizationOp<string mnemonic, list<Trait> traits = []> : TTIR_Op<mnemonic, traits # [Pure]> {
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTIR_QuantizeOp : TTIR_QuantizationOp<"quantize"> {
  let summary = "Real numbers to quantized ones";
  let description = [{
    `result = round(input / scale) + zero_point`, limited to the range of the
    storage type. Scale and zero point are in the result's element type
    (`!quant.uniform<i8:f32, 0.1:5>`).
  }];
  let arguments = (ins AnyRankedTensor:$input);
}

def TTIR_DequantizeOp : TTIR_QuantizationOp<"dequantize"> {
  let summary = "Quantized numbers to real ones";
  let description = [{
    `result = (input - zero_point) * scale`, with scale and zero point of the
    input's element type.
  }];
  let arguments = (ins AnyRankedTensor:$input);
}

def TTIR_RequantizeOp : TTIR_QuantizationOp<"requantize"> {
  let summary = "Quantized numbers to another quantization";
  let description = [{
    `quantize(dequantize(input))`, with the scales and zero points of the input's
    and the result's element types.
  }];
  let arguments = (ins AnyRankedTensor:$input);
}

def TTIR_QuantizeUnrolledOp : TTIR_QuantizationOp<"quantize_unrolled"> {
  let summary = "Real numbers to quantized ones, with scales as operands";
  let description = [{
    As `ttir.quantize`. Scale and zero point are tensors of one element or, with
    `axis`, of one for each index of that dimension.
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$scale, AnyRankedTensor:$zero_point,
                       OptionalAttr<I32Attr>:$axis);
}

def TTIR_DequantizeUnrolledOp : TTIR_QuantizationOp<"dequantize_unrolled"> {
  let summary = "Quantized numbers to real ones, with scales as operands";
  let description = [{
    As `ttir.dequantize`. Scale and zero point are tensors of one element or,
    with `axis`, of one for each index of that dimension.
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$scale, AnyRankedTensor:$zero_point,
                       OptionalAttr<I32Attr>:$axis);
}

def TTIR_RequantizeUnrolledOp : TTIR_QuantizationOp<"requantize_unrolled"> {
  let summary = "Quantized numbers to another quantization, with scales as operands";
  let description = [{
    As `ttir.requantize`. Scales and zero points are tensors of one element or,
    with `axis`, of one for each index of that dimension.
  }];
  let arguments = (ins AnyRankedTensor:$input, AnyRankedTensor:$in_scale, AnyRankedTensor:$in_zero_point,
                       AnyRankedTensor:$out_scale, AnyRankedTensor:$out_zero_point,
                       OptionalAttr<I32Attr>:$axis);
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_QUANTIZATIONOPS_TD
