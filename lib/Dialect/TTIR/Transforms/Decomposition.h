// The families of decomposition patterns, one file each.
#ifndef TTMLIR_LIB_DIALECT_TTIR_TRANSFORMS_DECOMPOSITION_H
#define TTMLIR_LIB_DIALECT_TTIR_TRANSFORMS_DECOMPOSITION_H

namespace mlir {
class RewritePatternSet;
} // namespace mlir

namespace mlir::tt::ttir {

/// square, softsign, selu, trunc, frac, exp2, signbit, remainder, right_shift, reduce_and, reduce_or, batch norm.
void addElementwiseDecompositions(RewritePatternSet &patterns);
/// squeeze, unsqueeze, index, index_select, reverse, slices that walk backwards, get_dimension_size, prod.
void addMovementDecompositions(RewritePatternSet &patterns);
/// dot_general.
void addProductDecompositions(RewritePatternSet &patterns);
/// Convolutions of images in other orders than NHWC, conv1d, flattened images.
void addWindowDecompositions(RewritePatternSet &patterns);

} // namespace mlir::tt::ttir

#endif // TTMLIR_LIB_DIALECT_TTIR_TRANSFORMS_DECOMPOSITION_H
