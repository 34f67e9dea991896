// Shapes of results from shapes of operands, for the dialects TTIR and TTNN alike.
//
// The functions know neither operations nor attributes. A function either
// returns a shape or hands one message to its reporter and fails; the message
// names the operand and the dimension at fault, what was expected and what was
// given. Unknown sizes (`ShapedType::kDynamic`) agree with every size and make
// the sizes that depend on them unknown.
#ifndef TTMLIR_DIALECT_COMMON_SHAPEINFERENCE_H
#define TTMLIR_DIALECT_COMMON_SHAPEINFERENCE_H

#include <cstdint>
#include <optional>
#include <string>

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/LogicalResult.h"

namespace mlir::tt {

using Shape = llvm::SmallVector<int64_t>;
using ShapeRef = llvm::ArrayRef<int64_t>;

/// Takes a message about the operation at hand; always returns failure. Hand
/// over a lambda that calls `emitOpError`, or see `TTIR/IR/Inference.h`.
using ErrorReporter = llvm::function_ref<llvm::LogicalResult(const llvm::Twine &)>;

//===-- Shapes and dimensions -----------------------------------------------===//

/// A shape as people write it: `2x3x?`; `scalar` for rank 0.
std::string formatShape(ShapeRef shape);

/// Numbers as people write them: `[1, -1]`.
std::string formatList(llvm::ArrayRef<int64_t> values);

/// Whether two sizes are the same or one of them is unknown.
bool sizesAgree(int64_t a, int64_t b);

/// Whether two shapes have the same rank and sizes that agree.
bool shapesAgree(ShapeRef a, ShapeRef b);

/// Product of the sizes; unknown if one of them is.
int64_t volumeOf(ShapeRef shape);

/// `dim` counted from the beginning. `what` names the attribute in the message.
llvm::FailureOr<int64_t> normalizeDim(int64_t dim, int64_t rank, llvm::StringRef what, ErrorReporter report);

/// All of `dims` counted from the beginning; none may come twice.
llvm::FailureOr<Shape> normalizeDims(llvm::ArrayRef<int64_t> dims, int64_t rank, llvm::StringRef what,
                                     ErrorReporter report);

/// Fails unless `shape` has this rank. `what` names the operand.
llvm::LogicalResult checkRank(ShapeRef shape, int64_t rank, llvm::StringRef what, ErrorReporter report);

/// Fails unless the two shapes agree.
llvm::LogicalResult checkShape(ShapeRef shape, ShapeRef expected, llvm::StringRef what, ErrorReporter report);

/// Fails unless all entries are at least `minimum`.
llvm::LogicalResult checkAtLeast(llvm::ArrayRef<int64_t> values, int64_t minimum, llvm::StringRef what,
                                 ErrorReporter report);

//===-- Elementwise ---------------------------------------------------------===//

/// The shape to which all shapes broadcast by numpy's rules.
llvm::FailureOr<Shape> inferBroadcastShape(llvm::ArrayRef<ShapeRef> shapes, ErrorReporter report);

/// Fails unless `shape` broadcasts to `target` without changing it.
llvm::LogicalResult checkBroadcastsTo(ShapeRef shape, ShapeRef target, llvm::StringRef what, ErrorReporter report);

//===-- Reductions ------------------------------------------------------------===//

/// Reduces `dims`, or all dimensions if there are none given.
llvm::FailureOr<Shape> inferReductionShape(ShapeRef input, std::optional<llvm::ArrayRef<int64_t>> dims, bool keepDim,
                                           ErrorReporter report);

/// The k best along `dim`.
llvm::FailureOr<Shape> inferTopKShape(ShapeRef input, int64_t k, int64_t dim, ErrorReporter report);

//===-- Matrix products -----------------------------------------------------===//

struct MatmulOptions {
  bool transposeA = false;
  bool transposeB = false;
};

/// (..., M, K) x (..., K, N) with batch broadcasting; vectors on either side.
llvm::FailureOr<Shape> inferMatmulShape(ShapeRef a, ShapeRef b, MatmulOptions options, ErrorReporter report);

/// The same plus a bias that broadcasts with the product.
llvm::FailureOr<Shape> inferLinearShape(ShapeRef a, ShapeRef b, std::optional<ShapeRef> bias, MatmulOptions options,
                                        ErrorReporter report);

struct DotDimensions {
  llvm::ArrayRef<int64_t> lhsBatch, lhsContract, rhsBatch, rhsContract;
};

/// StableHLO's dot_general.
llvm::FailureOr<Shape> inferDotGeneralShape(ShapeRef lhs, ShapeRef rhs, DotDimensions dims, ErrorReporter report);

/// Products of pairs of matrices of which many are left out.
llvm::FailureOr<Shape> inferSparseMatmulShape(ShapeRef a, ShapeRef b, bool sparseA, bool sparseB, ErrorReporter report);

//===-- Windows: convolutions and pools -------------------------------------===//

/// One number for each spatial dimension, from an attribute's numbers: one for
/// all, or one for each.
llvm::FailureOr<Shape> expandPerDimension(llvm::ArrayRef<int64_t> values, int64_t spatialRank, llvm::StringRef what,
                                          ErrorReporter report);

/// Padding before and after each spatial dimension.
struct Padding {
  Shape before, after;
};

/// From an attribute's numbers: one for all, one for each dimension (both
/// sides), or [all before..., all after...], that is [top, left, bottom, right].
llvm::FailureOr<Padding> expandPadding(llvm::ArrayRef<int64_t> values, int64_t spatialRank, ErrorReporter report);

/// A batch of images that was flattened to (1, 1, N*H*W, C).
struct FlattenedImage {
  int64_t batch, height, width;
};

struct ConvolutionOptions {
  llvm::ArrayRef<int64_t> stride, padding, dilation;
  /// Set for transposed convolutions.
  std::optional<llvm::ArrayRef<int64_t>> outputPadding;
  int64_t groups = 1;
  /// Positions in the input and in the result.
  int64_t batchDim = 0, channelDim = 0;
  llvm::ArrayRef<int64_t> spatialDims;
  std::optional<FlattenedImage> flattened;
};

/// Weight (O, C / groups, kernel...), for transposed convolutions
/// (C, O / groups, kernel...); bias (1, ..., 1, O).
llvm::FailureOr<Shape> inferConvolutionShape(ShapeRef input, ShapeRef weight, std::optional<ShapeRef> bias,
                                             const ConvolutionOptions &options, ErrorReporter report);

struct PoolOptions {
  llvm::ArrayRef<int64_t> kernel, stride, padding, dilation;
  bool ceilMode = false;
  std::optional<FlattenedImage> flattened;
};

/// A pool over images (N, H, W, C).
llvm::FailureOr<Shape> inferPoolShape(ShapeRef input, const PoolOptions &options, ErrorReporter report);

/// (N, H, W, C) enlarged by one factor or by [height, width].
llvm::FailureOr<Shape> inferUpsampleShape(ShapeRef input, llvm::ArrayRef<int64_t> scale, ErrorReporter report);

//===-- Data movement -------------------------------------------------------===//

/// One entry of `shape` may be -1.
llvm::FailureOr<Shape> inferReshapeShape(ShapeRef input, llvm::ArrayRef<int64_t> shape, ErrorReporter report);
llvm::FailureOr<Shape> inferPermuteShape(ShapeRef input, llvm::ArrayRef<int64_t> permutation, ErrorReporter report);
llvm::FailureOr<Shape> inferTransposeShape(ShapeRef input, int64_t dim0, int64_t dim1, ErrorReporter report);
llvm::FailureOr<Shape> inferSqueezeShape(ShapeRef input, int64_t dim, ErrorReporter report);
llvm::FailureOr<Shape> inferUnsqueezeShape(ShapeRef input, int64_t dim, ErrorReporter report);
llvm::FailureOr<Shape> inferConcatShape(llvm::ArrayRef<ShapeRef> inputs, int64_t dim, ErrorReporter report);
/// `begins`, `ends` and `step` hold one number for each dimension.
llvm::FailureOr<Shape> inferSliceShape(ShapeRef input, llvm::ArrayRef<int64_t> begins, llvm::ArrayRef<int64_t> ends,
                                       llvm::ArrayRef<int64_t> step, ErrorReporter report);
/// Pieces of `length` elements, the next one `stride` after the last (0: one piece).
llvm::FailureOr<Shape> inferIndexSelectShape(ShapeRef input, int64_t dim, int64_t begin, int64_t length, int64_t stride,
                                             ErrorReporter report);
/// `padding` is [before0, after0, before1, after1, ...].
llvm::FailureOr<Shape> inferPadShape(ShapeRef input, llvm::ArrayRef<int64_t> padding, ErrorReporter report);
llvm::FailureOr<Shape> inferRepeatShape(ShapeRef input, llvm::ArrayRef<int64_t> repeats, ErrorReporter report);
/// As repeat, but only dimensions of size 1 may be repeated.
llvm::FailureOr<Shape> inferBroadcastDimensionsShape(ShapeRef input, llvm::ArrayRef<int64_t> repeats,
                                                     ErrorReporter report);
llvm::FailureOr<Shape> inferRepeatInterleaveShape(ShapeRef input, int64_t repeats, int64_t dim, ErrorReporter report);
llvm::FailureOr<Shape> inferGatherShape(ShapeRef input, ShapeRef index, int64_t dim, ErrorReporter report);
llvm::FailureOr<Shape> inferScatterShape(ShapeRef input, ShapeRef index, ShapeRef source, int64_t dim,
                                         ErrorReporter report);
llvm::FailureOr<Shape> inferEmbeddingShape(ShapeRef input, ShapeRef weight, ErrorReporter report);

/// A pattern such as `b h w c -> b (h w) c`, resolved against a shape.
struct Rearrangement {
  Shape expanded;                         ///< the input with its merged dimensions taken apart
  llvm::SmallVector<int64_t> permutation; ///< of the expanded dimensions
  Shape result;
};
llvm::FailureOr<Rearrangement> resolveRearrangement(ShapeRef input, llvm::StringRef pattern, ErrorReporter report);

//===-- Normalization -------------------------------------------------------===//

/// `normalized` are the last sizes of the input; weight and bias have that shape.
llvm::LogicalResult checkNormalization(ShapeRef input, llvm::ArrayRef<int64_t> normalized,
                                       std::optional<ShapeRef> weight, std::optional<ShapeRef> bias,
                                       ErrorReporter report);

/// A tensor of one element for each index of dimension `dim` of the input.
llvm::LogicalResult checkPerChannel(ShapeRef input, int64_t dim, ShapeRef parameter, llvm::StringRef what,
                                    ErrorReporter report);

//===-- Attention and caches ------------------------------------------------===//

/// query (B, H, Sq, D), key (B, Hkv, Sk, D), value (B, Hkv, Sk, Dv).
llvm::FailureOr<Shape> inferAttentionShape(ShapeRef query, ShapeRef key, ShapeRef value, std::optional<ShapeRef> mask,
                                           ErrorReporter report);

/// query (1, B, H, D), key (B, Hkv, S, D), value (B, Hkv, S, Dv).
llvm::FailureOr<Shape> inferDecodeAttentionShape(ShapeRef query, ShapeRef key, ShapeRef value,
                                                 std::optional<ShapeRef> mask, ErrorReporter report);

/// The same with keys and values in blocks (blocks, Hkv, block size, D).
llvm::FailureOr<Shape> inferPagedDecodeAttentionShape(ShapeRef query, ShapeRef key, std::optional<ShapeRef> value,
                                                      ShapeRef pageTable, int64_t valueHeadDim, ErrorReporter report);

/// (B, H, S, D) to (B, S, H * D).
llvm::FailureOr<Shape> inferConcatenateHeadsShape(ShapeRef input, ErrorReporter report);

struct SplitHeads {
  Shape query, key, value;
};
llvm::FailureOr<SplitHeads> inferSplitHeads(ShapeRef input, std::optional<ShapeRef> keyValue, int64_t heads,
                                            int64_t keyValueHeads, bool transposeKey, ErrorReporter report);

/// input (1, H, S, D) into entry `batchOffset` of cache (B, H, Smax, D).
llvm::LogicalResult checkFillCache(ShapeRef cache, ShapeRef input, int64_t batchOffset, ErrorReporter report);
/// input (1, H, B', D), a row a user, into the entries from `batchOffset` on.
llvm::LogicalResult checkUpdateCache(ShapeRef cache, ShapeRef input, ShapeRef updateIndex, int64_t batchOffset,
                                     ErrorReporter report);
/// input (1, H, S, D) into blocks (blocks, H, block size, D).
llvm::LogicalResult checkPagedFillCache(ShapeRef cache, ShapeRef input, ShapeRef pageTable, ErrorReporter report);
/// input (1, B, H, D) into blocks (blocks, H, block size, D).
llvm::LogicalResult checkPagedUpdateCache(ShapeRef cache, ShapeRef input, ShapeRef updateIndex,
                                          std::optional<ShapeRef> pageTable, ErrorReporter report);

//===-- Creation ------------------------------------------------------------===//

/// How many numbers there are from `start` to `end` at distance `step`.
llvm::FailureOr<int64_t> countArange(int64_t start, int64_t end, int64_t step, ErrorReporter report);

} // namespace mlir::tt

#endif // TTMLIR_DIALECT_COMMON_SHAPEINFERENCE_H
