// Passes on ttir.
#ifndef TTMLIR_DIALECT_TTIR_TRANSFORMS_PASSES_TD
#define TTMLIR_DIALECT_TTIR_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def TTIRElementTypeNormalizationPass : Pass<"ttir-element-type-normalization", "::mlir::ModuleOp"> {
  let summary = "Replace element types that devices do not have by those they have";
  let description = [{
    Tensors and constants get the nearest element type that a device computes
    in: f64 becomes f32; i64, si64, i32, i16, si16, i8, si8 and index become
    si32; ui64 becomes ui32. f32, bf16, f16, si32, ui32, ui16, ui8, i1 and
    quantized types stay. An integer constant with elements beyond the new
    type's range is reported; f64 constants are rounded to nearest.
  }];
}

def TTIRImplicitBroadcastFoldPass : Pass<"ttir-implicit-broadcast-fold", "::mlir::ModuleOp"> {
  let summary = "Drop broadcasts that an elementwise op does by itself";
  let description = [{
    An operand of an elementwise op that is a `ttir.broadcast`, or a
    `ttir.reshape` that only adds leading dimensions of size 1, is replaced by
    that op's input where the result keeps its shape.
  }];
}

def TTIRFusingPass : Pass<"ttir-fusing", "::mlir::ModuleOp"> {
  let summary = "Recognize ops that were written out";
  let description = [{
    Replaces groups of ops by the op that they spell out: products with a bias
    (`ttir.linear`), transposed operands of products, gelu in its erf form,
    sigmoid, silu, relu, relu6, softmax, layer and RMS norm, scaled dot product
    attention, bias and batch norm behind a convolution. The form of gelu with
    tanh is another function, which differs by up to 5e-4, and is left alone.
  }];
}

def TTIRMergeEqualPass : Pass<"ttir-merge-equal", "::mlir::ModuleOp"> {
  let summary = "Merge equal ops";
  let description = [{
    Common subexpression elimination of functions in which no op writes a tensor
    in place: the ops of ttir do not say when they read, and a tensor that is
    written differs before and after.
  }];
}

def TTIRToTTIRDecompositionPass : Pass<"ttir-to-ttir-decomposition", "::mlir::ModuleOp"> {
  let summary = "Express ops that ttnn lacks by ops that it has";
  let description = [{
    Rewrites `dot_general`, `square`, `squeeze`, `unsqueeze`, `index`,
    `index_select`, `reduce_and`, `reduce_or`, `softsign`, `selu`, `frac`,
    `trunc`, `exp2`, `signbit`, `remainder`, `right_shift`, `reverse`, slices
    that walk backwards, `prod` along several dimensions, `conv1d`, and
    convolutions and pools of images that are flattened or not NHWC.
  }];
  let dependentDialects = ["::mlir::tt::ttir::TTIRDialect"];
}

#endif // TTMLIR_DIALECT_TTIR_TRANSFORMS_PASSES_TD
