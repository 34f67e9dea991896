// What the traits of ttkernel operations verify.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelTraits.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsTypes.h"

namespace mlir::tt::ttkernel::detail {

// The networks of a chip, and the transaction identifiers of a network.
static constexpr int64_t kNumNocs = 2;
static constexpr int64_t kNumTransactionIds = 16;

// Tiles of 32x32 elements of 16 bits that DST holds while one thread uses all of it.
static constexpr int64_t kDstTiles = 16;

// The kind of thread of the function around `op`, where it says.
static std::optional<ThreadType> threadAround(Operation *op) {
  auto function = op->getParentOfType<FunctionOpInterface>();
  if (!function)
    return std::nullopt;
  auto thread = function->getAttrOfType<ThreadTypeAttr>(TTKernelDialect::kThreadAttrName);
  return thread ? std::optional(thread.getValue()) : std::nullopt;
}

LogicalResult verifyComputeThread(Operation *op) {
  std::optional<ThreadType> thread = threadAround(op);
  if (thread && *thread != ThreadType::Compute)
    return op->emitOpError() << "belongs in a compute kernel, but the function around it runs on a thread of the kind "
                             << stringifyThreadType(*thread);
  return success();
}

LogicalResult verifyDataMovementThread(Operation *op) {
  if (threadAround(op) == ThreadType::Compute)
    return op->emitOpError() << "belongs in a data movement kernel, but the function around it runs on a thread of "
                                "the kind compute";
  return success();
}

LogicalResult verifyRange(Operation *op, StringRef name, Value value, int64_t least, int64_t most) {
  std::optional<int64_t> constant = value ? getConstantIntValue(value) : std::nullopt;
  if (constant && (*constant < least || *constant > most))
    return op->emitOpError() << name << " must be in [" << least << ", " << most << "]. It is " << *constant;
  return success();
}

LogicalResult verifyPositive(Operation *op, StringRef name, Value value) {
  std::optional<int64_t> constant = getConstantIntValue(value);
  if (constant && *constant <= 0)
    return op->emitOpError() << name << " must be positive, got " << *constant;
  return success();
}

LogicalResult verifyTransaction(Operation *op, Value trid, Value noc) {
  return success(succeeded(verifyRange(op, "trid", trid, 0, kNumTransactionIds - 1)) &&
                 succeeded(verifyRange(op, "noc", noc, 0, kNumNocs - 1)));
}

LogicalResult verifyIntegerFormat(Operation *op, ttcore::DataType format) {
  switch (format) {
  case ttcore::DataType::UInt32:
  case ttcore::DataType::UInt16:
  case ttcore::DataType::UInt8:
  case ttcore::DataType::Int32:
  case ttcore::DataType::Bool:
    return success();
  default:
    return op->emitOpError() << "computes on integers, but dtype is " << stringifyDataType(format);
  }
}

// The tiles that an operand holds, if it is a circular buffer of tiles.
static ttcore::TileType tileOf(Value operand) {
  auto buffer = dyn_cast<CBType>(operand.getType());
  return buffer ? dyn_cast<ttcore::TileType>(buffer.getElementType()) : nullptr;
}

LogicalResult verifyBuffersHoldTiles(Operation *op) {
  for (OpOperand &operand : op->getOpOperands())
    if (auto buffer = dyn_cast<CBType>(operand.get().getType()); buffer && !tileOf(operand.get()))
      return op->emitOpError() << "computes on tiles, but operand #" << operand.getOperandNumber()
                               << " is a circular buffer of " << buffer.getElementType();
  return success();
}

LogicalResult verifyTilesOfOneShape(Operation *op) {
  ttcore::TileType first;
  for (Value operand : op->getOperands()) {
    ttcore::TileType tile = tileOf(operand);
    if (tile && first && first.getShape() != tile.getShape())
      return op->emitOpError() << "expected circular buffers with tiles of one shape, got " << first << " and " << tile;
    first = first ? first : tile;
  }
  return success();
}

LogicalResult verifyDstIndices(Operation *op, unsigned first, unsigned count) {
  for (Value index : op->getOperands().slice(first, count)) {
    std::optional<int64_t> constant = getConstantIntValue(index);
    if (constant && (*constant < 0 || *constant >= kDstTiles))
      return op->emitOpError() << "tile " << *constant << " is not in DST, which holds tiles 0 to " << kDstTiles - 1;
  }
  return success();
}

} // namespace mlir::tt::ttkernel::detail
