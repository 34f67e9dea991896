// Which ops of a module the host device cannot execute.
#ifndef TTMLIR_DIALECT_TTNN_TRANSFORMS_HOSTSUPPORT_H
#define TTMLIR_DIALECT_TTNN_TRANSFORMS_HOSTSUPPORT_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::tt::ttnn {

/// Reports each op in the module's functions that the host device refuses, at the op's location with the reason. Ops of
/// ttir are left out.
LogicalResult checkHostSupport(ModuleOp module);

} // namespace mlir::tt::ttnn

#endif // TTMLIR_DIALECT_TTNN_TRANSFORMS_HOSTSUPPORT_H
