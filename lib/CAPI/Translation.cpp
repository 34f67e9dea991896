// C API: modules to Binaries.
#include "ttmlir-c/Translation.h"

#include "ttmlir/Target/TTNN/TTNNToFlatbuffer.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/CAPI/Utils.h"

MlirLogicalResult ttmlirTranslateTTNNToFlatbuffer(MlirModule module, MlirStringCallback callback, void *userData) {
  mlir::detail::CallbackOstream stream(callback, userData);
  return wrap(mlir::tt::ttnn::translateTTNNToFlatbuffer(unwrap(module), stream));
}

MlirLogicalResult ttmlirTranslateTTNNToFlatbufferFile(MlirModule module, MlirStringRef path) {
  return wrap(mlir::tt::ttnn::translateTTNNToFlatbufferFile(unwrap(module), unwrap(path)));
}
