// Shapes of matrix products.
#include "ttmlir/Dialect/Common/ShapeInference.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace mlir::tt {

FailureOr<Shape> inferMatmulShape(ShapeRef a, ShapeRef b, MatmulOptions options, ErrorReporter report) {
  if (a.empty() || b.empty())
    return report(Twine("operand ") + (a.empty() ? "a" : "b") + " must have at least one dimension");
  bool rowVector = a.size() == 1, columnVector = b.size() == 1;
  Shape left(a), right(b);
  if (rowVector)
    left.insert(left.begin(), 1);
  else if (options.transposeA)
    std::swap(left.end()[-1], left.end()[-2]);
  if (columnVector)
    right.push_back(1);
  else if (options.transposeB)
    std::swap(right.end()[-1], right.end()[-2]);

  int64_t rows = left.end()[-2], inner = left.end()[-1];
  int64_t columns = right.end()[-1];
  if (!sizesAgree(inner, right.end()[-2]))
    return report("inner dimensions differ: a with shape " + formatShape(a) +
                  (options.transposeA ? " (transposed)" : "") + " has " + Twine(inner) + " columns, but b with shape " +
                  formatShape(b) + (options.transposeB ? " (transposed)" : "") + " has " + Twine(right.end()[-2]) +
                  " rows");
  ShapeRef leftBatch = ShapeRef(left).drop_back(2), rightBatch = ShapeRef(right).drop_back(2);
  bool broadcasts = true;
  FailureOr<Shape> result = inferBroadcastShape({leftBatch, rightBatch}, [&](const Twine &) {
    broadcasts = false;
    return failure();
  });
  if (!broadcasts)
    return report("batch dimensions of a (" + formatShape(leftBatch) + ") and b (" + formatShape(rightBatch) +
                  ") do not broadcast");
  if (!rowVector)
    result->push_back(rows);
  if (!columnVector)
    result->push_back(columns);
  return result;
}

FailureOr<Shape> inferLinearShape(ShapeRef a, ShapeRef b, std::optional<ShapeRef> bias, MatmulOptions options,
                                  ErrorReporter report) {
  FailureOr<Shape> product = inferMatmulShape(a, b, options, report);
  if (failed(product) || !bias)
    return product;
  FailureOr<Shape> result = inferBroadcastShape({*product, *bias}, [](const Twine &) { return failure(); });
  if (failed(result))
    return report("bias with shape " + formatShape(*bias) + " does not broadcast with the product, whose shape is " +
                  formatShape(*product));
  return result;
}

FailureOr<Shape> inferDotGeneralShape(ShapeRef lhs, ShapeRef rhs, DotDimensions dims, ErrorReporter report) {
  auto pairUp = [&](ArrayRef<int64_t> left, ArrayRef<int64_t> right, StringRef what) -> LogicalResult {
    if (left.size() != right.size())
      return report("lhs and rhs must have as many " + what + " dimensions, but got " + Twine(left.size()) + " and " +
                    Twine(right.size()));
    for (auto [l, r] : zip(left, right)) {
      if (l < 0 || l >= static_cast<int64_t>(lhs.size()) || r < 0 || r >= static_cast<int64_t>(rhs.size()))
        return report(what + " dimensions (" + Twine(l) + ", " + Twine(r) + ") are out of range for ranks " +
                      Twine(lhs.size()) + " and " + Twine(rhs.size()));
      if (!sizesAgree(lhs[l], rhs[r]))
        return report(what + " dimensions differ: lhs has size " + Twine(lhs[l]) + " in dimension " + Twine(l) +
                      ", rhs has size " + Twine(rhs[r]) + " in dimension " + Twine(r));
    }
    return success();
  };
  if (failed(pairUp(dims.lhsBatch, dims.rhsBatch, "batch")) ||
      failed(pairUp(dims.lhsContract, dims.rhsContract, "contracting")))
    return failure();

  Shape result;
  for (int64_t dim : dims.lhsBatch)
    result.push_back(lhs[dim]);
  auto appendFree = [&](ShapeRef shape, ArrayRef<int64_t> batch, ArrayRef<int64_t> contract,
                        StringRef what) -> LogicalResult {
    Shape taken(batch);
    taken.append(contract.begin(), contract.end());
    if (failed(normalizeDims(taken, shape.size(), what, report)))
      return failure();
    for (auto [dim, size] : enumerate(shape))
      if (!is_contained(taken, static_cast<int64_t>(dim)))
        result.push_back(size);
    return success();
  };
  if (failed(appendFree(lhs, dims.lhsBatch, dims.lhsContract, "lhs")) ||
      failed(appendFree(rhs, dims.rhsBatch, dims.rhsContract, "rhs")))
    return failure();
  return result;
}

FailureOr<Shape> inferSparseMatmulShape(ShapeRef a, ShapeRef b, bool sparseA, bool sparseB, ErrorReporter report) {
  if (!sparseA && !sparseB)
    return report("is_input_a_sparse or is_input_b_sparse must be true");
  if (failed(checkRank(a, 4, "a", report)) || failed(checkRank(b, 4, "b", report)))
    return failure();
  if (!sizesAgree(a[3], b[2]))
    return report("inner dimensions differ: a has " + Twine(a[3]) + " columns, b has " + Twine(b[2]) + " rows");
  if (sparseA) {
    if (!sizesAgree(a[1], b[1]))
      return report("a has " + Twine(a[1]) + " matrices, but b has " + Twine(b[1]));
    return Shape{a[0], a[1], a[2], b[3]};
  }
  return Shape{a[0], a[1], b[0], b[1], a[2], b[3]};
}

} // namespace mlir::tt
