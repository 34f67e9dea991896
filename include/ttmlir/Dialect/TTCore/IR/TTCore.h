// The ttcore dialect and its enumerations.
#ifndef TTMLIR_DIALECT_TTCORE_IR_TTCORE_H
#define TTMLIR_DIALECT_TTCORE_IR_TTCORE_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreDialect.h.inc"
#include "ttmlir/Dialect/TTCore/IR/TTCoreEnums.h.inc"

namespace mlir::tt::ttcore {

/// Names of the discardable attributes that modules and arguments carry.
inline constexpr llvm::StringLiteral kArgumentTypeAttrName = "ttcore.argument_type";
inline constexpr llvm::StringLiteral kShardStatusAttrName = "ttcore.shard_status";
inline constexpr llvm::StringLiteral kLocalShapeAttrName = "ttcore.local_shape";
inline constexpr llvm::StringLiteral kSystemDescAttrName = "ttcore.system_desc";
inline constexpr llvm::StringLiteral kDeviceAttrName = "ttcore.device";
inline constexpr llvm::StringLiteral kMeshesAttrName = "ttcore.meshes";

/// Name of the device that the pipelines declare.
inline constexpr llvm::StringLiteral kDefaultDeviceName = "default_device";

} // namespace mlir::tt::ttcore

#endif // TTMLIR_DIALECT_TTCORE_IR_TTCORE_H
