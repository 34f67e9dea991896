// Compiles the kernels of a module, each once for every set of arguments that it is compiled with.
#ifndef TTMLIR_LIB_TARGET_TTMETAL_KERNELCODE_H
#define TTMLIR_LIB_TARGET_TTMETAL_KERNELCODE_H

#include "mlir/IR/BuiltinOps.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mlir::tt::ttmetal {

/// A kernel as it is written to a Binary.
struct KernelCode {
  std::vector<char> elf;
  std::string source; ///< the function as printed
};

class KernelCompiler {
public:
  explicit KernelCompiler(ModuleOp module) : module(module) {}

  /// Null after errors were reported. `user` is the op that names the kernel.
  const KernelCode *compile(Operation *user, SymbolRefAttr symbol, ArrayRef<uint32_t> compileTimeArgs);

private:
  ModuleOp module;
  /// By name and arguments; nothing for a kernel that could not be compiled. Elements stay where they are.
  std::map<std::pair<std::string, std::vector<uint32_t>>, std::optional<KernelCode>> known;
};

} // namespace mlir::tt::ttmetal

#endif // TTMLIR_LIB_TARGET_TTMETAL_KERNELCODE_H
