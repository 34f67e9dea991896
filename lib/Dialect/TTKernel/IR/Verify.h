// What the verifiers of ttkernel operations share, beyond the traits.
#ifndef TENON_LIB_DIALECT_TTKERNEL_IR_VERIFY_H
#define TENON_LIB_DIALECT_TTKERNEL_IR_VERIFY_H

#include "mlir/IR/OpDefinition.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsTypes.h"

namespace mlir::tt::ttkernel::detail {

/// `numPages`, if it is constant, is positive and no more than `buffer` holds, where its pages are tiles.
LogicalResult verifyPages(Operation *op, CBType buffer, Value numPages);

/// Elements become tiles from `rows` to `tiles`, or the other way.
LogicalResult verifyTilize(Operation *op, CBType rows, CBType tiles);
LogicalResult verifyUntilize(Operation *op, CBType tiles, CBType rows);

/// A transfer names one end: a core by two coordinates, or a bank by its number.
LogicalResult verifyEnd(Operation *op, StringRef end, ValueRange core, ValueRange bank);

/// A value of the type `value` is as wide as the elements behind `pointer`.
LogicalResult verifyWidth(Operation *op, Type value, L1AddrPtrType pointer);

} // namespace mlir::tt::ttkernel::detail

#endif // TENON_LIB_DIALECT_TTKERNEL_IR_VERIFY_H
