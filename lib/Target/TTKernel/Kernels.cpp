// The kernels of a module.
#include "ttmlir/Target/TTKernel/TTKernelToElf.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernel.h"

#include "llvm/ADT/StringExtras.h"

namespace mlir::tt::ttkernel {

llvm::SmallVector<func::FuncOp> kernelsOf(ModuleOp module) {
  llvm::SmallVector<func::FuncOp> kernels;
  module.walk([&](func::FuncOp function) {
    if (function->hasAttr(TTKernelDialect::kThreadAttrName))
      kernels.push_back(function);
  });
  return kernels;
}

func::FuncOp findKernel(ModuleOp module, llvm::StringRef name) {
  llvm::SmallVector<func::FuncOp> kernels = kernelsOf(module);
  std::string names =
      llvm::join(llvm::map_range(kernels, [](func::FuncOp kernel) { return kernel.getName().str(); }), ", ");
  if (kernels.empty()) {
    module.emitError() << "the module has no kernels: functions with the attribute '"
                       << TTKernelDialect::kThreadAttrName << "'";
    return nullptr;
  }
  if (name.empty() && kernels.size() == 1)
    return kernels.front();
  if (name.empty()) {
    module.emitError() << "the module has " << kernels.size() << " kernels, name one of them: " << names;
    return nullptr;
  }
  auto found = llvm::find_if(kernels, [&](func::FuncOp kernel) { return kernel.getName() == name; });
  if (found != kernels.end())
    return *found;
  module.emitError() << "the module has no kernel '" << name << "', it has: " << names;
  return nullptr;
}

} // namespace mlir::tt::ttkernel
