// ttmlir-opt: runs passes and pipelines over a module, as mlir-opt does.
#include "ttmlir/RegisterAll.h"

#include "mlir/IR/DialectRegistry.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::tt::registerAllDialects(registry);
  mlir::tt::registerAllPasses();
  return mlir::failed(mlir::MlirOptMain(argc, argv, "Tenon's optimizer driver\n", registry));
}
