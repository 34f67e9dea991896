// The families of fusing patterns, one file each.
#ifndef TTMLIR_LIB_DIALECT_TTIR_TRANSFORMS_FUSING_H
#define TTMLIR_LIB_DIALECT_TTIR_TRANSFORMS_FUSING_H

namespace mlir {
class RewritePatternSet;
} // namespace mlir

namespace mlir::tt::ttir {

/// relu, relu6, sigmoid, silu and gelu.
void addActivationFusing(RewritePatternSet &patterns);
/// Products with transposed operands and biases, convolutions with biases and batch norm.
void addProductFusing(RewritePatternSet &patterns);
/// softmax, layer and RMS norm.
void addNormalizationFusing(RewritePatternSet &patterns);
/// Scaled dot product attention.
void addAttentionFusing(RewritePatternSet &patterns);

} // namespace mlir::tt::ttir

#endif // TTMLIR_LIB_DIALECT_TTIR_TRANSFORMS_FUSING_H
