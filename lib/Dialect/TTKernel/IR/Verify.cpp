// What the verifiers of ttkernel operations share, beyond the traits.
#include "Verify.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelTraits.h"

namespace mlir::tt::ttkernel::detail {

LogicalResult verifyPages(Operation *op, CBType buffer, Value numPages) {
  if (failed(verifyPositive(op, "numPages", numPages)))
    return failure();
  std::optional<int64_t> constant = getConstantIntValue(numPages);
  if (constant && isa<ttcore::TileType>(buffer.getElementType()) && *constant > buffer.getNumElements())
    return op->emitOpError() << "numPages is " << *constant << ", but the circular buffer holds "
                             << buffer.getNumElements() << " page(s)";
  return success();
}

static LogicalResult verifyElements(Operation *op, StringRef name, CBType buffer, bool tiles) {
  if (isa<ttcore::TileType>(buffer.getElementType()) != tiles)
    return op->emitOpError() << "expected " << name << " to hold " << (tiles ? "tiles" : "scalars") << ", got "
                             << buffer;
  return success();
}

LogicalResult verifyTilize(Operation *op, CBType rows, CBType tiles) {
  return success(succeeded(verifyElements(op, "cbIn", rows, /*tiles=*/false)) &&
                 succeeded(verifyElements(op, "cbOut", tiles, /*tiles=*/true)));
}

LogicalResult verifyUntilize(Operation *op, CBType tiles, CBType rows) {
  return success(succeeded(verifyElements(op, "cbIn", tiles, /*tiles=*/true)) &&
                 succeeded(verifyElements(op, "cbOut", rows, /*tiles=*/false)));
}

LogicalResult verifyEnd(Operation *op, StringRef end, ValueRange core, ValueRange bank) {
  if (core.empty() == bank.empty())
    return op->emitOpError() << "expected a core or a bank as " << end << ", got "
                             << (core.empty() ? "neither" : "both");
  if (!core.empty() && core.size() != 2)
    return op->emitOpError() << "expected two coordinates of the core that is the " << end << ", got " << core.size();
  if (!bank.empty() && bank.size() != 1)
    return op->emitOpError() << "expected one bank as " << end << ", got " << bank.size();
  return success();
}

LogicalResult verifyWidth(Operation *op, Type value, L1AddrPtrType pointer) {
  if (value.getIntOrFloatBitWidth() != pointer.getElementWidth())
    return op->emitOpError() << "the value has " << value.getIntOrFloatBitWidth() << " bits, but l1_ptr points to "
                             << pointer.getElementWidth();
  return success();
}

} // namespace mlir::tt::ttkernel::detail
