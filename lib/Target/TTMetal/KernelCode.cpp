// Kernels from functions of ttkernel to ELF files for the card's cores.
#include "KernelCode.h"

#include "ttmlir/Target/TTKernel/TTKernelToElf.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::tt::ttmetal {

const KernelCode *KernelCompiler::compile(Operation *user, SymbolRefAttr symbol, ArrayRef<uint32_t> compileTimeArgs) {
  auto function = module.lookupSymbol<func::FuncOp>(symbol);
  if (!function || function.isDeclaration()) {
    user->emitError() << "there is no kernel " << symbol << " in the module";
    return nullptr;
  }
  auto [found, isNew] =
      known.try_emplace(std::pair(function.getName().str(), std::vector<uint32_t>(compileTimeArgs)), std::nullopt);
  std::optional<KernelCode> &code = found->second;
  if (!isNew)
    return code ? &*code : nullptr;
  FailureOr<SmallVector<char>> elf = ttkernel::translateKernelToElf(function, {compileTimeArgs});
  if (failed(elf))
    return nullptr;
  code.emplace();
  code->elf.assign(elf->begin(), elf->end());
  llvm::raw_string_ostream(code->source) << *function;
  return &*code;
}

} // namespace mlir::tt::ttmetal
