// ttmlir-translate: writes programs in other formats, as mlir-translate does.
#include "ttmlir/Target/TTNN/TTNNToFlatbuffer.h"

#include "mlir/Tools/mlir-translate/MlirTranslateMain.h"

int main(int argc, char **argv) {
  mlir::tt::ttnn::registerTTNNToFlatbufferTranslation();
  return mlir::failed(mlir::mlirTranslateMain(argc, argv, "Tenon's translation driver"));
}
