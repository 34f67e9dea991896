// Verifiers and generated code of the ttkernel family: rows to tiles and tiles to rows, and transposed tiles.
#include "mlir/Dialect/Utils/StaticValueUtils.h"

#include "Verify.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Tilize.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;
using namespace mlir::tt::ttkernel::detail;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Tilize.cpp.inc"

void TTKernelDialect::registerTilizeOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/Tilize.cpp.inc"
      >();
}

// A row of `totalColTiles` tiles is written in passes of `colsPerDstPass`.
static LogicalResult verifyPasses(Operation *op, int32_t colsPerDstPass, int32_t totalColTiles) {
  if (colsPerDstPass <= 0 || totalColTiles <= 0)
    return op->emitOpError() << "colsPerDstPass and totalColTiles must be positive, got " << colsPerDstPass << " and "
                             << totalColTiles;
  if (totalColTiles % colsPerDstPass != 0)
    return op->emitOpError() << "colsPerDstPass must divide totalColTiles, got " << colsPerDstPass << " and "
                             << totalColTiles;
  return success();
}

LogicalResult PackUntilizeInitOp::verify() {
  if (failed(verifyUntilize(*this, getCbIn().getType(), getCbOut().getType())))
    return failure();
  return verifyPasses(*this, getColsPerDstPass(), getTotalColTiles());
}

LogicalResult ExperimentalPackUntilizeBlockOp::verify() {
  if (failed(verifyUntilize(*this, getCbIn().getType(), getCbOut().getType())) ||
      failed(verifyPasses(*this, getColsPerDstPass(), getTotalColTiles())) ||
      failed(verifyPositive(*this, "blockC", getBlockC())))
    return failure();
  std::optional<int64_t> columns = getConstantIntValue(getBlockC());
  if (columns && *columns % getColsPerDstPass() != 0)
    return emitOpError() << "colsPerDstPass must divide blockC, got " << getColsPerDstPass() << " and " << *columns;
  return success();
}
