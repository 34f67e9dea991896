// ttmlir-opt: runs passes and pipelines over a module, as mlir-opt does.
#include "../ToolMain.h"
#include "ttmlir/RegisterAll.h"

#include "mlir/IR/DialectRegistry.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::tt::registerAllDialects(registry);
  mlir::tt::registerAllPasses();
  llvm::SmallVector<char *> arguments = mlir::tt::toolArguments(argc, argv);
  mlir::tt::reportFailedWrites(arguments);
  return mlir::failed(
      mlir::MlirOptMain(arguments.size() - 1, arguments.data(), "Tenon's optimizer driver\n", registry));
}
