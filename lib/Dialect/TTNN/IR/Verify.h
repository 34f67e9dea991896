// What the verifiers of ttnn operations share.
#ifndef TENON_LIB_DIALECT_TTNN_IR_VERIFY_H
#define TENON_LIB_DIALECT_TTNN_IR_VERIFY_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"

namespace mlir::tt::ttnn::detail {

/// The result has the shape of the operands broadcast together.
LogicalResult verifyElementwise(Operation *op);

} // namespace mlir::tt::ttnn::detail

#endif // TENON_LIB_DIALECT_TTNN_IR_VERIFY_H
