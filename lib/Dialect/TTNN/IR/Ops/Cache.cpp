// Verifiers and generated code of the ttnn family: caches of keys and values,
// written in place.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Cache.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Cache.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerCacheOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Cache.cpp.inc"
      >();
}

LogicalResult FillCacheOp::verify() {
  return checkFillCache(shapeOf(getCache()), shapeOf(getInput()), static_cast<int32_t>(getBatchOffset()),
                        reporterOf(*this));
}

LogicalResult UpdateCacheOp::verify() {
  return checkUpdateCache(shapeOf(getCache()), shapeOf(getInput()), shapeOf(getUpdateIndex()),
                          static_cast<int32_t>(getBatchOffset()), reporterOf(*this));
}

LogicalResult PagedFillCacheOp::verify() {
  return checkPagedFillCache(shapeOf(getCache()), shapeOf(getInput()), shapeOf(getPageTable()), reporterOf(*this));
}

LogicalResult PagedUpdateCacheOp::verify() {
  return checkPagedUpdateCache(shapeOf(getCache()), shapeOf(getInput()), shapeOf(getUpdateIndex()),
                               optionalShapeOf(getPageTable()), reporterOf(*this));
}
