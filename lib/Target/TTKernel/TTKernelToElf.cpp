// Compiles kernels to code for the card's cores: by the LLVM dialect to an object, and linked with a kernel's start.
#include "ttmlir/Target/TTKernel/TTKernelToElf.h"
#include "KernelLinker.h"
#include "KernelObject.h"

#include "ttmlir/Conversion/Passes.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernel.h"

#include "mlir/Dialect/LLVMIR/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::tt::ttkernel {
namespace {

/// A location that leads to no line of a file (a name, say) becomes one: what calls a function with lines needs a line.
Location withLine(Location location) {
  if (location->findInstanceOf<FileLineColLoc>())
    return location;
  auto name = location->findInstanceOf<NameLoc>();
  return FileLineColLoc::get(location.getContext(), name ? name.getName().getValue() : "<unknown>", 0, 0);
}

/// The kernel with all that it calls and refers to, in a module of its own.
OwningOpRef<ModuleOp> isolate(func::FuncOp kernel) {
  llvm::SetVector<Operation *> needed;
  needed.insert(kernel);
  for (size_t next = 0; next < needed.size(); ++next) {
    Operation *user = needed[next];
    std::optional<SymbolTable::UseRange> uses = SymbolTable::getSymbolUses(user);
    for (const SymbolTable::SymbolUse &use : uses ? *uses : SymbolTable::UseRange({}))
      if (Operation *symbol = SymbolTable::lookupNearestSymbolFrom(user, use.getSymbolRef()))
        if (isa<func::FuncOp, memref::GlobalOp>(symbol))
          needed.insert(symbol);
  }
  OwningOpRef<ModuleOp> module = ModuleOp::create(kernel.getLoc());
  for (Operation *op : needed)
    module->push_back(op->clone());
  module->walk([](Operation *op) { op->setLoc(withLine(op->getLoc())); });
  return module;
}

LogicalResult lower(ModuleOp module, StringRef kernel, const KernelCodeOptions &options) {
  PassManager passes(module.getContext());
  passes.addPass(createCanonicalizerPass());
  ConvertTTKernelToLLVMPassOptions lowering;
  lowering.compileTimeArgs.assign(options.compileTimeArgs.begin(), options.compileTimeArgs.end());
  lowering.entry = kernel.str();
  passes.addPass(createConvertTTKernelToLLVMPass(lowering));
  passes.addPass(LLVM::createDIScopeForLLVMFuncOpPass());
  return passes.run(module);
}

} // namespace

FailureOr<llvm::SmallVector<char>> translateKernelToElf(func::FuncOp kernel, const KernelCodeOptions &options) {
  std::string name = kernel.getName().str();
  OwningOpRef<ModuleOp> module = isolate(kernel);
  if (failed(lower(*module, name, options)))
    return failure();
  FailureOr<llvm::SmallVector<char>> object = compileKernelObject(*module);
  if (failed(object))
    return failure();
  LinkedKernel linked = linkKernelObject(*object, name);
  if (!linked.error.empty())
    return kernel.emitError() << linked.error;
  if (linked.memoryBytes > options.memoryLimit)
    return kernel.emitError() << "kernel '" << name << "' needs " << linked.memoryBytes
                              << " bytes for code and data, but there are " << options.memoryLimit;
  return linked.elf;
}

} // namespace mlir::tt::ttkernel
