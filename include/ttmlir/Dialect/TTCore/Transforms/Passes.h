// Passes that work on any of the dialects.
#ifndef TTMLIR_DIALECT_TTCORE_TRANSFORMS_PASSES_H
#define TTMLIR_DIALECT_TTCORE_TRANSFORMS_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include "ttmlir/Dialect/TTCore/IR/TTCore.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::tt::ttcore {

/// The module's attribute that holds its text as it was given to the compiler.
inline constexpr llvm::StringLiteral kSourceAttrName = "ttcore.source_mlir";
/// A function's attribute that says what it is for: "const_eval" for those that run once.
inline constexpr llvm::StringLiteral kFunctionTypeAttrName = "tt.function_type";

#define GEN_PASS_DECL
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h.inc"

} // namespace mlir::tt::ttcore

#endif // TTMLIR_DIALECT_TTCORE_TRANSFORMS_PASSES_H
