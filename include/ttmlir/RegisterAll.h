// Everything that Tenon's compiler adds to MLIR: dialects, passes and pipelines.
#ifndef TTMLIR_REGISTERALL_H
#define TTMLIR_REGISTERALL_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::tt {

/// Adds ttcore, ttir, ttnn and MLIR's own dialects to `registry`.
void registerAllDialects(DialectRegistry &registry);

/// Adds MLIR's own dialects (func, arith, scf, tensor, linalg, transform, ...) with their interfaces and extensions.
void registerUpstreamDialects(DialectRegistry &registry);

/// Makes all passes and pipelines known by name, along with MLIR's canonicalize, cse, inline and symbol-dce. May be
/// called any number of times.
void registerAllPasses();

} // namespace mlir::tt

#endif // TTMLIR_REGISTERALL_H
