// Verifiers and generated code of the ttkernel family: addresses: on the network on chip, and in the L1 of the core
// itself.
#include "Verify.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocAddress.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;
using namespace mlir::tt::ttkernel::detail;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocAddress.cpp.inc"

void TTKernelDialect::registerNocAddressOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocAddress.cpp.inc"
      >();
}

LogicalResult LoadFromL1Op::verify() { return verifyWidth(*this, getValue().getType(), getL1Ptr().getType()); }

LogicalResult StoreToL1Op::verify() { return verifyWidth(*this, getValue().getType(), getL1Ptr().getType()); }
