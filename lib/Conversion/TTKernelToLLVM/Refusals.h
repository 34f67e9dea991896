// Which ops of kernels cannot be lowered to code for the card, and why.
#ifndef TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_REFUSALS_H
#define TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_REFUSALS_H

#include "CardBuilder.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Rewrite/FrozenRewritePatternSet.h"
#include "llvm/ADT/DenseSet.h"

namespace mlir::tt::ttkernel {

/// Reports every op of the function that cannot be lowered, at its location, and finds the layouts of accessors.
/// `lowered` are the ops that have patterns of their own.
LogicalResult checkFunction(func::FuncOp function, const llvm::DenseSet<OperationName> &lowered, KernelFacts &facts);

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_REFUSALS_H
