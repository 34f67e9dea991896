// Verifiers and generated code of the ttnn family: programs of custom kernels.
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/TypeSwitch.h"

#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/CustomKernel.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/CustomKernel.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerCustomKernelOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/CustomKernel.cpp.inc"
      >();
}

// The runtime arguments of kernels name each core once.
static LogicalResult verifyRuntimeArgs(Operation *op, Attribute kernel, ArrayRef<CoreRuntimeArgsAttr> args) {
  llvm::SmallDenseSet<std::pair<uint64_t, uint64_t>> cores;
  for (CoreRuntimeArgsAttr entry : args) {
    CoreCoordAttr core = entry.getCoreCoord();
    if (!cores.insert({core.getX(), core.getY()}).second)
      return op->emitOpError() << "kernel " << kernel << " has runtime arguments for core (" << core.getX() << ", "
                               << core.getY() << ") twice";
  }
  return success();
}

static LogicalResult verifyProgram(Operation *op, ProgramAttr program, size_t numOperands) {
  for (Attribute kernel : program.getKernels()) {
    LogicalResult valid = llvm::TypeSwitch<Attribute, LogicalResult>(kernel)
                              .Case<ReadKernelAttr, WriteKernelAttr, ComputeKernelAttr, DataMovementKernelAttr,
                                    SourceReadKernelAttr, SourceWriteKernelAttr, SourceComputeKernelAttr>(
                                  [&](auto typed) { return verifyRuntimeArgs(op, kernel, typed.getRtArgs()); })
                              .Default([&](Attribute other) {
                                return op->emitOpError() << "expected kernels in the program, got " << other;
                              });
    if (failed(valid))
      return failure();
  }
  for (KernelCBAttr buffer : program.getCbs())
    if (auto tensor = buffer.getBuffer())
      if (tensor.getTensorOperandIndex() >= numOperands)
        return op->emitOpError() << "a circular buffer lies in operand " << tensor.getTensorOperandIndex()
                                 << ", but there are " << numOperands << " tensors";
  return success();
}

LogicalResult GenericOp::verify() {
  size_t numTensors = getInputsAndOutputs().size();
  if (auto program = dyn_cast<ProgramAttr>(getProgram()))
    return verifyProgram(*this, program, numTensors);
  auto descriptor = cast<MeshProgramDescriptorAttr>(getProgram());
  for (MeshProgramAttr meshProgram : descriptor.getMeshPrograms())
    if (failed(verifyProgram(*this, meshProgram.getProgram(), numTensors)))
      return failure();
  return success();
}

LogicalResult D2MSubgraphOp::verify() {
  if (getNumResults() != 0 && getNumResults() != getOutputs().size())
    return emitOpError() << "has " << getNumResults() << " results, expected " << getOutputs().size() << " as outputs";
  for (auto [output, result] : llvm::zip(getOutputs(), getResults()))
    if (output.getType() != result.getType())
      return emitOpError() << "result of type " << result.getType() << " stands for an output of type "
                           << output.getType();
  return success();
}

LogicalResult TTLangOp::verify() {
  SmallVector<StringRef> roles;
  getArgRoles().split(roles, ',');
  if (roles.size() != getInputs().size())
    return emitOpError() << "arg_roles names " << roles.size() << " operands, expected " << getInputs().size();
  size_t outputs = 0;
  for (StringRef role : roles) {
    role = role.trim();
    if (role != "in" && role != "out")
      return emitOpError() << "arg_roles holds \"" << role << "\", expected \"in\" or \"out\"";
    outputs += role == "out";
  }
  if (outputs != getNumResults())
    return emitOpError() << "arg_roles names " << outputs << " outputs, but there are " << getNumResults()
                         << " results";
  return success();
}
