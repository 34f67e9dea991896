// The operations of ttmetal: generated code, and what makes them valid.
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOps.cpp.inc"

using namespace mlir;
using namespace mlir::tt::ttmetal;

namespace {

constexpr int64_t kCircularBuffers = 32;

/// Memory of the card says so in its type.
bool isOnCard(Value value) {
  auto space = dyn_cast_or_null<tt::ttcore::MemorySpaceAttr>(cast<MemRefType>(value.getType()).getMemorySpace());
  return space && (space.getValue() == tt::ttcore::MemorySpace::DeviceL1 ||
                   space.getValue() == tt::ttcore::MemorySpace::DeviceDRAM);
}

/// One side of a copy is the card's, the other the host's.
LogicalResult verifySides(Operation *op, StringRef cardName, Value card, StringRef hostName, Value host) {
  if (!isOnCard(card))
    return op->emitOpError() << "expected '" << cardName << "' in the card's memory, got " << card.getType();
  if (isOnCard(host))
    return op->emitOpError() << "expected '" << hostName << "' in the host's memory, got " << host.getType();
  return success();
}

/// How many operands of each kind there are for arguments of kernels to refer to.
struct Operands {
  size_t args, cbs;
};

LogicalResult verifyArgs(EnqueueProgramOp op, Attribute config, ArrayRef<KernelArgAttr> args, Operands operands) {
  using tt::ttkernel::ArgType;
  for (KernelArgAttr arg : args) {
    bool isPort = arg.getType() == ArgType::CBPort;
    size_t count = isPort ? operands.cbs : operands.args;
    if (arg.getOperandIndex() >= count)
      return op.emitOpError() << "kernel " << KernelPlacement::of(config).symbol << " refers to number "
                              << arg.getOperandIndex() << " of '" << (isPort ? "cbs" : "args") << "', which has "
                              << count;
  }
  return success();
}

} // namespace

LogicalResult CreateBufferOp::verify() {
  if (!isOnCard(getResult()))
    return emitOpError() << "expected a buffer in the card's memory, got " << getResult().getType();
  if (int64_t address = getAddressAttr().getInt(); address < 0)
    return emitOpError() << "address must not be negative, got " << address;
  return success();
}

LogicalResult EnqueueWriteBufferOp::verify() { return verifySides(*this, "output", getOutput(), "input", getInput()); }

LogicalResult EnqueueReadBufferOp::verify() { return verifySides(*this, "input", getInput(), "output", getOutput()); }

LogicalResult EnqueueProgramOp::verify() {
  if (getCbPorts().size() != getCbs().size())
    return emitOpError() << "expected a port for each of the " << getCbs().size() << " circular buffers, got "
                         << getCbPorts().size();
  for (int64_t port : getCbPorts())
    if (port < 0 || port >= kCircularBuffers)
      return emitOpError() << "ports of circular buffers are 0 to " << kCircularBuffers - 1 << ", got " << port;
  for (int64_t arg : getWrittenArgs().value_or(ArrayRef<int64_t>()))
    if (arg < 0 || arg >= static_cast<int64_t>(getArgs().size()))
      return emitOpError() << "written_args has " << arg << ", but there are " << getArgs().size() << " args";
  Operands operands{getArgs().size(), getCbs().size()};
  for (Attribute config : getKernelConfigs()) {
    KernelPlacement kernel = KernelPlacement::of(config);
    for (ArrayRef<KernelArgAttr> args :
         {kernel.args.getCommonRtArgs(), kernel.args.getRtArgs(), kernel.args.getCtArgs()})
      if (failed(verifyArgs(*this, config, args, operands)))
        return failure();
    if (size_t values = kernel.args.getCoreValues().size(), cores = kernel.cores.getNumCores(); values % cores != 0)
      return emitOpError() << "kernel " << kernel.symbol << " has " << values
                           << " core_values, which are not equally many for each of " << cores << " cores";
  }
  return success();
}
