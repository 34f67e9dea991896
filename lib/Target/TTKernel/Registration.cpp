// The translations of kernels that ttmlir-translate knows, and their options.
#include "ttmlir/Target/TTKernel/TTKernelToCpp.h"
#include "ttmlir/Target/TTKernel/TTKernelToElf.h"

#include "ttmlir/Dialect/TTCore/IR/TTCore.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernel.h"
#include "ttmlir/RegisterAll.h"

#include "mlir/IR/DialectRegistry.h"
#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/Support/CommandLine.h"

namespace mlir::tt::ttkernel {
namespace {

llvm::cl::opt<std::string> &kernelOption() {
  static llvm::cl::opt<std::string> option(
      "kernel", llvm::cl::desc("The kernel to translate, by the name of its function; needed where there are several"));
  return option;
}

llvm::cl::list<uint32_t> &compileTimeArgsOption() {
  static llvm::cl::list<uint32_t> option("compile-time-args", llvm::cl::CommaSeparated,
                                         llvm::cl::desc("What get_compile_time_arg_val finds, in order"));
  return option;
}

} // namespace

void registerTTKernelToElfTranslation() {
  kernelOption();
  compileTimeArgsOption();
  static TranslateFromMLIRRegistration registration(
      "ttkernel-to-elf", "compile a kernel for the card's cores",
      [](ModuleOp module, llvm::raw_ostream &os) -> LogicalResult {
        func::FuncOp kernel = findKernel(module, kernelOption());
        if (!kernel)
          return failure();
        llvm::SmallVector<uint32_t> args(compileTimeArgsOption().begin(), compileTimeArgsOption().end());
        KernelCodeOptions options;
        options.compileTimeArgs = args;
        FailureOr<llvm::SmallVector<char>> elf = translateKernelToElf(kernel, options);
        if (failed(elf))
          return failure();
        os.write(elf->data(), elf->size());
        return success();
      },
      [](DialectRegistry &registry) { registerAllDialects(registry); });
}

void registerTTKernelToCppTranslation() {
  kernelOption();
  static TranslateFromMLIRRegistration registration(
      "ttkernel-to-cpp", "write kernels as C++",
      [](ModuleOp module, llvm::raw_ostream &os) -> LogicalResult {
        if (kernelOption().empty() && kernelsOf(module).size() > 1)
          return translateKernelsToCpp(module, os);
        func::FuncOp kernel = findKernel(module, kernelOption());
        return kernel ? translateKernelToCpp(kernel, os) : failure();
      },
      [](DialectRegistry &registry) { registerAllDialects(registry); });
}

} // namespace mlir::tt::ttkernel
