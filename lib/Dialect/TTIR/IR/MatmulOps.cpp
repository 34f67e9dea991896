// Matrix products: inference, checks and canonicalization.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "ttmlir/Dialect/Common/ElementTypes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/MatmulOps.cpp.inc"

void TTIRDialect::registerMatmulOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/MatmulOps.cpp.inc"
      >();
}

LogicalResult MatmulOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferMatmulShape(shapeOf(adaptor.getA()), shapeOf(adaptor.getB()),
                                    {adaptor.getTransposeA(), adaptor.getTransposeB()}, report),
                   getElementTypeOrSelf(adaptor.getA()), types);
}

LogicalResult LinearOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferLinearShape(shapeOf(adaptor.getA()), shapeOf(adaptor.getB()),
                                    optionalShapeOf(adaptor.getBias()),
                                    {adaptor.getTransposeA(), adaptor.getTransposeB()}, report),
                   getElementTypeOrSelf(adaptor.getA()), types);
}

LogicalResult DotGeneralOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  DotDimensions dims = {adaptor.getBatchDimsLhs(), adaptor.getContractDimsLhs(), adaptor.getBatchDimsRhs(),
                        adaptor.getContractDimsRhs()};
  return addResult(inferDotGeneralShape(shapeOf(adaptor.getLhs()), shapeOf(adaptor.getRhs()), dims, report),
                   getElementTypeOrSelf(adaptor.getLhs()), types);
}

LogicalResult SparseMatmulOp::verify() {
  auto report = reportAt(*this);
  FailureOr<Shape> shape =
      inferSparseMatmulShape(shapeOf(getA()), shapeOf(getB()), getIsInputASparse(), getIsInputBSparse(), report);
  if (failed(shape) || failed(checkShape(shapeOf(getResult()), *shape, "result", report)))
    return failure();
  return verifyElementTypes(*this);
}

//===-- Transposes of operands ------------------------------------------------===//

/// What `value` is the transpose of, over the last two dimensions.
static Value getTransposed(Value value) {
  int64_t rank = shapeOf(value).size();
  if (rank < 2)
    return {};
  if (auto transpose = value.getDefiningOp<TransposeOp>()) {
    int64_t dim0 = transpose.getDim0(), dim1 = transpose.getDim1();
    dim0 += dim0 < 0 ? rank : 0;
    dim1 += dim1 < 0 ? rank : 0;
    return std::min(dim0, dim1) == rank - 2 && std::max(dim0, dim1) == rank - 1 ? transpose.getInput() : Value();
  }
  auto permute = value.getDefiningOp<PermuteOp>();
  if (!permute)
    return {};
  auto swapped = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  std::swap(swapped[rank - 2], swapped[rank - 1]);
  return permute.getPermutation() == ArrayRef(swapped) ? permute.getInput() : Value();
}

/// A transposed operand is read transposed instead.
template <typename OpT>
static LogicalResult absorbTransposes(OpT op, PatternRewriter &rewriter) {
  // A vector ignores its flag, so it must not be set for its sake.
  Value a = getTransposed(op.getA()), b = getTransposed(op.getB());
  if (!a && !b)
    return failure();
  rewriter.modifyOpInPlace(op, [&] {
    if (a) {
      op.getAMutable().assign(a);
      op.setTransposeA(!op.getTransposeA());
    }
    if (b) {
      op.getBMutable().assign(b);
      op.setTransposeB(!op.getTransposeB());
    }
  });
  return success();
}

LogicalResult MatmulOp::canonicalize(MatmulOp op, PatternRewriter &rewriter) { return absorbTransposes(op, rewriter); }
LogicalResult LinearOp::canonicalize(LinearOp op, PatternRewriter &rewriter) { return absorbTransposes(op, rewriter); }
