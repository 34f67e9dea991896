// Decomposes dot_general to a matrix product between permutations and reshapes.
#include "Decomposition.h"
#include "Rewriting.h"

namespace mlir::tt::ttir {

namespace {

/// One operand as a batch of matrices: its dimensions in three groups, and the number of elements of each.
struct Matrices {
  SmallVector<int64_t> batch, contract, free;
  int64_t batchSize = 1, contractSize = 1, freeSize = 1;
};

Matrices matrices(Value operand, ArrayRef<int64_t> batch, ArrayRef<int64_t> contract) {
  Matrices groups;
  int64_t rank = rankOf(operand);
  auto extent = [&](int64_t dimension) { return shapeOf(operand)[dimension]; };
  for (int64_t dimension : batch) {
    groups.batch.push_back(fromStart(dimension, rank));
    groups.batchSize *= extent(groups.batch.back());
  }
  for (int64_t dimension : contract) {
    groups.contract.push_back(fromStart(dimension, rank));
    groups.contractSize *= extent(groups.contract.back());
  }
  for (int64_t dimension = 0; dimension < rank; ++dimension)
    if (!llvm::is_contained(groups.batch, dimension) && !llvm::is_contained(groups.contract, dimension)) {
      groups.free.push_back(dimension);
      groups.freeSize *= extent(dimension);
    }
  return groups;
}

SmallVector<int64_t> joined(std::initializer_list<ArrayRef<int64_t>> groups) {
  SmallVector<int64_t> all;
  for (ArrayRef<int64_t> group : groups)
    llvm::append_range(all, group);
  return all;
}

struct DecomposeDotGeneral : OpRewritePattern<DotGeneralOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DotGeneralOp op, PatternRewriter &rewriter) const override {
    OpsAt ops(rewriter, op.getLoc());
    Matrices lhs = matrices(op.getLhs(), op.getBatchDimsLhs(), op.getContractDimsLhs());
    Matrices rhs = matrices(op.getRhs(), op.getBatchDimsRhs(), op.getContractDimsRhs());
    bool batched = !lhs.batch.empty();

    auto matrix = [&](Value operand, ArrayRef<int64_t> order, int64_t batch, int64_t rows, int64_t columns) {
      Value permuted = ops.permute(operand, order);
      return batched ? ops.reshape(permuted, {batch, rows, columns}) : ops.reshape(permuted, {rows, columns});
    };
    // The right operand may come with its columns first, which the product undoes by itself; that order is kept where
    // the operand has it already.
    SmallVector<int64_t> columnsFirst = joined({rhs.batch, rhs.free, rhs.contract});
    bool transposeB = llvm::is_sorted(columnsFirst);
    Value a =
        matrix(op.getLhs(), joined({lhs.batch, lhs.free, lhs.contract}), lhs.batchSize, lhs.freeSize, lhs.contractSize);
    Value b = transposeB ? matrix(op.getRhs(), columnsFirst, rhs.batchSize, rhs.freeSize, rhs.contractSize)
                         : matrix(op.getRhs(), joined({rhs.batch, rhs.contract, rhs.free}), rhs.batchSize,
                                  rhs.contractSize, rhs.freeSize);
    SmallVector<int64_t> shape = {lhs.freeSize, rhs.freeSize};
    if (batched)
      shape.insert(shape.begin(), lhs.batchSize);
    Value product = MatmulOp::create(rewriter, op.getLoc(), tensorType(op.getResult()).clone(shape), a, b,
                                     rewriter.getBoolAttr(false), rewriter.getBoolAttr(transposeB));
    rewriter.replaceOp(op, ops.reshape(product, shapeOf(op.getResult())));
    return success();
  }
};

} // namespace

void addProductDecompositions(RewritePatternSet &patterns) { patterns.add<DecomposeDotGeneral>(patterns.getContext()); }

} // namespace mlir::tt::ttir
