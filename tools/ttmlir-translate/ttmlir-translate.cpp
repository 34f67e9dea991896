// ttmlir-translate: writes programs in other formats, as mlir-translate does.
#include "../ToolMain.h"
#include "ttmlir/Target/TTKernel/TTKernelToCpp.h"
#include "ttmlir/Target/TTKernel/TTKernelToElf.h"
#include "ttmlir/Target/TTMetal/TTMetalToFlatbuffer.h"
#include "ttmlir/Target/TTNN/TTNNToFlatbuffer.h"

#include "mlir/Tools/mlir-translate/MlirTranslateMain.h"

int main(int argc, char **argv) {
  mlir::tt::ttkernel::registerTTKernelToCppTranslation();
  mlir::tt::ttkernel::registerTTKernelToElfTranslation();
  mlir::tt::ttnn::registerTTNNToFlatbufferTranslation();
  mlir::tt::ttmetal::registerTTMetalToFlatbufferTranslation();
  llvm::SmallVector<char *> arguments = mlir::tt::toolArguments(argc, argv);
  mlir::tt::reportFailedWrites(arguments);
  return mlir::failed(mlir::mlirTranslateMain(arguments.size() - 1, arguments.data(), "Tenon's translation driver"));
}
