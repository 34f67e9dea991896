// Buffers, layouts and kernels from outside: checks.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/BufferOps.cpp.inc"

void TTIRDialect::registerBufferOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/BufferOps.cpp.inc"
      >();
}

LogicalResult AllocOp::verify() {
  auto report = reportAt(*this);
  return failure(failed(checkAtLeast(static_cast<int64_t>(getAddress()), 0, "address", report)) ||
                 failed(checkAtLeast(static_cast<int64_t>(getSize()), 0, "size", report)));
}

LogicalResult ToLayoutOp::verify() {
  bool onTensors = isa<RankedTensorType>(getOutput().getType());
  if (getResults().size() != (onTensors ? 1u : 0u))
    return emitOpError() << "must have " << (onTensors ? "one result" : "no result") << " where output is a "
                         << (onTensors ? "tensor" : "memref") << ", but has " << getResults().size();
  if (onTensors && getResults().front().getType() != getOutput().getType())
    return emitOpError() << "result must have the output's type " << getOutput().getType() << ", but has type "
                         << getResults().front().getType();
  return success();
}

void ToLayoutOp::getEffects(SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  if (isa<MemRefType>(getInput().getType()))
    effects.emplace_back(MemoryEffects::Read::get(), &getInputMutable());
  if (isa<MemRefType>(getOutput().getType()))
    effects.emplace_back(MemoryEffects::Write::get(), &getOutputMutable());
}
