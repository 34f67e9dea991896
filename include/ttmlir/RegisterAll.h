// Everything that Tenon's compiler adds to MLIR: dialects, passes and pipelines.
#ifndef TTMLIR_REGISTERALL_H
#define TTMLIR_REGISTERALL_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::tt {

/// Adds ttcore, ttir, ttnn and the builtin dialects that programs use to `registry`.
void registerAllDialects(DialectRegistry &registry);

/// Makes all passes and pipelines known by name, along with MLIR's canonicalize, cse, inline and symbol-dce. May be
/// called any number of times.
void registerAllPasses();

} // namespace mlir::tt

#endif // TTMLIR_REGISTERALL_H
