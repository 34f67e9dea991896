// Operations that make tensors from nothing.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_CREATIONOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_CREATIONOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

/// The element type is chosen freely, so the result type has to be given.
class TTIR_CreationOp<string mnemonic, list<Trait> traits = []> : TTIR_Op<mnemonic, traits> {
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_ConstantOp : TTIR_CreationOp<"constant", [Pure, ConstantLike, TTIR_InfersResults]> {
  let summary = "Constant";
  let description = [{
    A tensor with the elements of `value`.

    ```mlir
    %0 = "ttir.constant"() <{value = dense<1.0> : tensor<2x3xf32>}> : () -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let hasFolder = 1;
  let hasVerifier = 1;
}

def TTIR_EmptyOp : TTIR_CreationOp<"empty", [Pure]> {
  let summary = "Tensor without defined elements";
  let description = [{
    A tensor whose elements are not defined, for instance as a place for results.

    ```mlir
    %0 = ttir.empty() : tensor<2x3xf32>
    ```
  }];
  let assemblyFormat = "`(` `)` attr-dict `:` type($result)";
}

class TTIR_ShapedCreationOp<string mnemonic> : TTIR_CreationOp<mnemonic, [Pure]> {
  let hasVerifier = 1;
}

def TTIR_ZerosOp : TTIR_ShapedCreationOp<"zeros"> {
  let summary = "Tensor of zeros";
  let description = [{
    A tensor of the shape `shape` whose elements are 0.
  }];
  let arguments = (ins DenseI32ArrayAttr:$shape);
}

def TTIR_OnesOp : TTIR_ShapedCreationOp<"ones"> {
  let summary = "Tensor of ones";
  let description = [{
    A tensor of the shape `shape` whose elements are 1.
  }];
  let arguments = (ins DenseI32ArrayAttr:$shape);
}

def TTIR_FullOp : TTIR_ShapedCreationOp<"full"> {
  let summary = "Tensor of one value";
  let description = [{
    A tensor of the shape `shape` whose elements are `fill_value`, an f32 or i32
    number that is converted to the result's element type.

    ```mlir
    %0 = "ttir.full"() <{shape = array<i32: 2, 3>, fill_value = 1.5 : f32}> : () -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins DenseI32ArrayAttr:$shape, TTIR_NumberAttr:$fill_value);
}

def TTIR_ArangeOp : TTIR_CreationOp<"arange", [Pure]> {
  let summary = "Numbers at equal distances";
  let description = [{
    `start`, `start + step`, ... up to but not including `end` along the
    dimension `arange_dimension` of the result, whose size there is
    `(end - start) / step`, rounded up; repeated along the others.

    ```mlir
    %0 = "ttir.arange"() <{start = 0 : si64, end = 8 : si64, step = 1 : si64, arange_dimension = 1 : i64}>
        : () -> tensor<2x8xsi32>
    ```
  }];
  let arguments = (ins SI64Attr:$start, SI64Attr:$end, SI64Attr:$step, I64Attr:$arange_dimension);
  let hasVerifier = 1;
}

def TTIR_RandOp : TTIR_Op<"rand"> {
  let summary = "Random numbers";
  let description = [{
    Numbers drawn evenly from [`low`, `high`). The same `seed` gives the same
    numbers; 0 lets the runtime choose one.
  }];
  let arguments = (ins I32ArrayAttr:$size, DefaultValuedAttr<F32Attr, "0.0f">:$low,
                       DefaultValuedAttr<F32Attr, "1.0f">:$high, DefaultValuedAttr<UI32Attr, "0">:$seed);
  let results = (outs Res<AnyRankedTensor, "random numbers", [MemAlloc]>:$result);
  let hasVerifier = 1;
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_CREATIONOPS_TD
