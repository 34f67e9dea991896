// Verifiers and generated code of the ttkernel family: the fabric, by which cores write to other devices of the mesh.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Fabric.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Fabric.cpp.inc"

void TTKernelDialect::registerFabricOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/Fabric.cpp.inc"
      >();
}

LogicalResult GetDeviceIdFromLogicalMeshPositionOp::verify() {
  if (getPositionIndices().empty())
    return emitOpError() << "expected the coordinates of a device, one for each axis of the mesh";
  return success();
}
