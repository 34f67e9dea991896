// Traits that ttkernel operations share; each verifies what the definitions say of it.
#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELTRAITS_H
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELTRAITS_H

#include "mlir/IR/OpDefinition.h"

#include "ttmlir/Dialect/TTCore/IR/TTCore.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernel.h"

namespace mlir::tt::ttkernel {

namespace detail {
/// The function around `op` is not known to run on a thread of a kind that cannot run `op`.
LogicalResult verifyComputeThread(Operation *op);
LogicalResult verifyDataMovementThread(Operation *op);

/// `value`, if there is one and it is constant, lies between the limits, both included.
LogicalResult verifyRange(Operation *op, StringRef name, Value value, int64_t least, int64_t most);

/// `value`, if it is constant, is positive.
LogicalResult verifyPositive(Operation *op, StringRef name, Value value);

/// A transaction identifier, and the network if it is named.
LogicalResult verifyTransaction(Operation *op, Value trid, Value noc);

LogicalResult verifyIntegerFormat(Operation *op, ttcore::DataType format);
LogicalResult verifyBuffersHoldTiles(Operation *op);
LogicalResult verifyTilesOfOneShape(Operation *op);
LogicalResult verifyDstIndices(Operation *op, unsigned first, unsigned count);
} // namespace detail

template <typename ConcreteOp>
struct ComputeThreadOnly : OpTrait::TraitBase<ConcreteOp, ComputeThreadOnly> {
  static LogicalResult verifyTrait(Operation *op) { return detail::verifyComputeThread(op); }
};

template <typename ConcreteOp>
struct DataMovementThreadOnly : OpTrait::TraitBase<ConcreteOp, DataMovementThreadOnly> {
  static LogicalResult verifyTrait(Operation *op) { return detail::verifyDataMovementThread(op); }
};

template <typename ConcreteOp>
struct ValidTransactionId : OpTrait::TraitBase<ConcreteOp, ValidTransactionId> {
  static LogicalResult verifyTrait(Operation *op) {
    return detail::verifyTransaction(op, cast<ConcreteOp>(op).getTrid(), cast<ConcreteOp>(op).getNoc());
  }
};

template <typename ConcreteOp>
struct ValidSize : OpTrait::TraitBase<ConcreteOp, ValidSize> {
  static LogicalResult verifyTrait(Operation *op) {
    return detail::verifyPositive(op, "size", cast<ConcreteOp>(op).getSize());
  }
};

template <typename ConcreteOp>
struct ValidDestinations : OpTrait::TraitBase<ConcreteOp, ValidDestinations> {
  static LogicalResult verifyTrait(Operation *op) {
    return detail::verifyPositive(op, "num_dests", cast<ConcreteOp>(op).getNumDests());
  }
};

template <typename ConcreteOp>
struct IntegerFormat : OpTrait::TraitBase<ConcreteOp, IntegerFormat> {
  static LogicalResult verifyTrait(Operation *op) {
    return detail::verifyIntegerFormat(op, cast<ConcreteOp>(op).getDtype());
  }
};

template <typename ConcreteOp>
struct BuffersHoldTiles : OpTrait::TraitBase<ConcreteOp, BuffersHoldTiles> {
  static LogicalResult verifyTrait(Operation *op) { return detail::verifyBuffersHoldTiles(op); }
};

template <typename ConcreteOp>
struct TilesOfOneShape : OpTrait::TraitBase<ConcreteOp, TilesOfOneShape> {
  static LogicalResult verifyTrait(Operation *op) { return detail::verifyTilesOfOneShape(op); }
};

template <typename ConcreteOp>
struct ValidBlock : OpTrait::TraitBase<ConcreteOp, ValidBlock> {
  static LogicalResult verifyTrait(Operation *op) {
    auto concrete = cast<ConcreteOp>(op);
    if (failed(detail::verifyRange(op, "transpose", concrete.getTranspose(), 0, 1)))
      return failure();
    if constexpr (requires { concrete.getKtDim(); })
      if (failed(detail::verifyPositive(op, "ct_dim", concrete.getCtDim())) ||
          failed(detail::verifyPositive(op, "rt_dim", concrete.getRtDim())) ||
          failed(detail::verifyPositive(op, "kt_dim", concrete.getKtDim())))
        return failure();
    if constexpr (requires { concrete.getIn1KStride(); })
      return detail::verifyPositive(op, "in1_k_stride", concrete.getIn1KStride());
    return success();
  }
};

template <unsigned first, unsigned count>
struct DstIndices {
  template <typename ConcreteOp>
  struct Impl : OpTrait::TraitBase<ConcreteOp, DstIndices<first, count>::Impl> {
    static LogicalResult verifyTrait(Operation *op) { return detail::verifyDstIndices(op, first, count); }
  };
};

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELTRAITS_H
