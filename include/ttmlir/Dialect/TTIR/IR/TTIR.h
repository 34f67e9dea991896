// The ttir dialect and its attributes.
#ifndef TTMLIR_DIALECT_TTIR_IR_TTIR_H
#define TTMLIR_DIALECT_TTIR_IR_TTIR_H

#include "mlir/IR/Dialect.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h"

#include "ttmlir/Dialect/TTIR/IR/TTIRDialect.h.inc"
#include "ttmlir/Dialect/TTIR/IR/TTIREnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "ttmlir/Dialect/TTIR/IR/TTIRAttrs.h.inc"

namespace mlir::tt::ttir {

/// Names of the discardable attributes that operations and arguments carry.
inline constexpr llvm::StringLiteral kNameAttrName = "ttir.name";
inline constexpr llvm::StringLiteral kShouldHoistAttrName = "ttir.should_hoist";
inline constexpr llvm::StringLiteral kCPUHoistedCallAttrName = "ttir.cpu_hoist_call";

} // namespace mlir::tt::ttir

#endif // TTMLIR_DIALECT_TTIR_IR_TTIR_H
