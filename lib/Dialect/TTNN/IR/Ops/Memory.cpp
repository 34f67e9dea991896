// Verifiers and generated code of the ttnn family: layout, memory, devices, and
// tensors in files.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Memory.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Memory.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerMemoryOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Memory.cpp.inc"
      >();
}

static TTNNLayoutAttr layoutOf(Value tensor) {
  return dyn_cast_or_null<TTNNLayoutAttr>(cast<RankedTensorType>(tensor.getType()).getEncoding());
}

LogicalResult GetDeviceOp::verify() {
  if (MeshShapeAttr shape = getMeshShapeAttr())
    if (shape.getY() < 1 || shape.getX() < 1)
      return emitOpError() << "mesh_shape is " << shape.getY() << "x" << shape.getX()
                           << ", expected sizes of at least 1";
  return success();
}

LogicalResult ToDeviceOp::verify() {
  if (TTNNLayoutAttr layout = layoutOf(getResult()))
    if (layout.isSystemBufferType())
      return emitOpError("result lies in system memory, expected a memory of "
                         "the device");
  return verifyKeepsShape(*this);
}

LogicalResult FromDeviceOp::verify() {
  if (TTNNLayoutAttr layout = layoutOf(getResult()))
    if (layout.isDeviceBufferType())
      return emitOpError() << "result lies in " << stringifyBufferType(layout.getBufferType())
                           << ", expected system memory";
  return verifyKeepsShape(*this);
}
