// Writes a TTNN module as a Binary (.ttnn); the format is described in schema/binary.fbs.
#ifndef TTMLIR_TARGET_TTNN_TTNNTOFLATBUFFER_H
#define TTMLIR_TARGET_TTNN_TTNNTOFLATBUFFER_H

#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringRef.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace mlir::tt::ttnn {

/// What the result at a location should be; see the table Golden of the schema. The bytes are dense.
struct Golden {
  StringRef location;
  uint32_t device = 0;
  StringRef name;
  ArrayRef<int64_t> shape;
  ArrayRef<int64_t> strides;
  ttcore::DataType dataType = ttcore::DataType::Float32;
  ArrayRef<char> data;
};

/// What a Binary may carry for those who look into it. All of it lives elsewhere.
struct BinaryDebugInfo {
  SmallVector<Golden> goldens;
  SmallVector<std::pair<StringRef, StringRef>> stages; ///< names of passes, and the module behind each
};

/// Writes `module`, which the pipeline ttir-to-ttnn-backend-pipeline made, to `os`. Constants are written from where
/// the attributes hold them. What cannot be written is reported at its location, all of it, and nothing is written.
LogicalResult translateTTNNToFlatbuffer(ModuleOp module, llvm::raw_ostream &os, const BinaryDebugInfo &debugInfo = {});

/// As above, to a file, which is either complete or left as it was: the bytes go to a temporary file beside it first.
/// Links are followed; a device or a pipe is written to as it is.
LogicalResult translateTTNNToFlatbufferFile(ModuleOp module, llvm::StringRef path);

/// Registers `ttmlir-translate --ttnn-to-flatbuffer`.
void registerTTNNToFlatbufferTranslation();

} // namespace mlir::tt::ttnn

#endif // TTMLIR_TARGET_TTNN_TTNNTOFLATBUFFER_H
