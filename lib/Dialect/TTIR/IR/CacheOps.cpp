// Caches of keys and values: checks.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/CacheOps.cpp.inc"

void TTIRDialect::registerCacheOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/CacheOps.cpp.inc"
      >();
}

LogicalResult FillCacheOp::verify() {
  return checkFillCache(shapeOf(getCache()), shapeOf(getInput()), static_cast<int32_t>(getBatchOffset()),
                        reportAt(*this));
}

LogicalResult UpdateCacheOp::verify() {
  return checkUpdateCache(shapeOf(getCache()), shapeOf(getInput()), shapeOf(getUpdateIndex()),
                          static_cast<int32_t>(getBatchOffset()), reportAt(*this));
}

LogicalResult PagedFillCacheOp::verify() {
  return checkPagedFillCache(shapeOf(getCache()), shapeOf(getInput()), shapeOf(getPageTable()), reportAt(*this));
}

LogicalResult PagedUpdateCacheOp::verify() {
  return checkPagedUpdateCache(shapeOf(getCache()), shapeOf(getInput()), shapeOf(getUpdateIndex()),
                               optionalShapeOf(getPageTable()), reportAt(*this));
}
