// Verifiers and generated code of the ttnn family: operations that make tensors
// from attributes.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Creation.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Creation.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerCreationOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Creation.cpp.inc"
      >();
}

LogicalResult EmptyOp::verify() { return verifyResult(*this, Shape(getShape().getShape())); }

LogicalResult FullOp::verify() { return verifyResult(*this, Shape(getShape().getShape())); }

LogicalResult OnesOp::verify() { return verifyResult(*this, Shape(getShape().getShape())); }

LogicalResult ZerosOp::verify() { return verifyResult(*this, Shape(getShape().getShape())); }

LogicalResult RandOp::verify() {
  if (!(getLow() <= getHigh())) // Written so that NaN is refused.
    return emitOpError() << "low " << getLowAttr() << " is not less than or equal to high " << getHighAttr();
  return verifyResult(*this, Shape(getSize().getShape()));
}

LogicalResult ArangeOp::verify() {
  FailureOr<int64_t> count = countArange(getStart(), getEnd(), getStep(), reporterOf(*this));
  if (failed(count))
    return failure();
  return verifyResult(*this, Shape{*count});
}

LogicalResult ConstantOp::verify() {
  return verifyResult(*this, Shape(cast<ShapedType>(getValue().getType()).getShape()));
}
