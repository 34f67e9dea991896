// Operations that make tensors from attributes.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_CREATION_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_CREATION_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_ArangeOp : TTNN_Op<"arange">, HostNumeric {
  let summary = "Sequence of numbers";
  let description = [{
    Gives `start`, `start + step`, ... before `end`.
  }];
  let arguments = (ins Optional<TTNN_Device>:$device,
                       SI64Attr:$start,
                       SI64Attr:$end,
                       SI64Attr:$step);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_ConstantOp : TTNN_Op<"constant">, HostAll {
  let summary = "Constant tensor";
  let description = [{
    Gives the elements of `value`, on the device where one is given.
  }];
  let arguments = (ins Optional<TTNN_Device>:$device, ElementsAttr:$value);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_EmptyOp : TTNN_InPlaceOp<"empty">, HostAll {
  let summary = "Tensor with undefined elements";
  let description = [{
    Allocates a tensor of the given shape; it must be written before it is
    read.
  }];
  let arguments = (ins TTNN_Device:$device, TTNN_ShapeAttr:$shape);
  let results = (outs Res<AnyRankedTensor, "", [MemAlloc]>:$result);
  let hasVerifier = 1;
}

def TTNN_FullOp : TTNN_Op<"full">, HostAll {
  let summary = "Tensor of one number";
  let description = [{
    Fills a tensor of the given shape with `fill_value`.
  }];
  let arguments = (ins Optional<TTNN_Device>:$device,
                       TTNN_ShapeAttr:$shape,
                       AnyAttrOf<[F32Attr, I32Attr]>:$fill_value);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_OnesOp : TTNN_Op<"ones">, HostAll {
  let summary = "Tensor of ones";
  let description = [{
    Fills a tensor of the given shape with one.
  }];
  let arguments = (ins Optional<TTNN_Device>:$device, TTNN_ShapeAttr:$shape);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_RandOp : TTNN_InPlaceOp<"rand">, HostFloat {
  let summary = "Tensor of random numbers";
  let description = [{
    Fills a tensor of the given size with numbers that are uniform in [`low`,
    `high`). A `seed` other than zero makes them the same in every run.
  }];
  let arguments = (ins TTNN_Device:$device,
                       TTNN_ShapeAttr:$size,
                       DefaultValuedAttr<F32Attr, "0.0">:$low,
                       DefaultValuedAttr<F32Attr, "1.0">:$high,
                       DefaultValuedAttr<UI32Attr, "0">:$seed);
  let results = (outs Res<AnyRankedTensor, "", [MemAlloc]>:$result);
  let hasVerifier = 1;
}

def TTNN_ZerosOp : TTNN_Op<"zeros">, HostAll {
  let summary = "Tensor of zeros";
  let description = [{
    Fills a tensor of the given shape with zero.
  }];
  let arguments = (ins Optional<TTNN_Device>:$device, TTNN_ShapeAttr:$shape);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

#endif
