// Writes a module of ttmetal and ttkernel as a Binary (.ttm); the format is described in schema/binary.fbs.
#ifndef TTMLIR_TARGET_TTMETAL_TTMETALTOFLATBUFFER_H
#define TTMLIR_TARGET_TTMETAL_TTMETALTOFLATBUFFER_H

#include "ttmlir/Target/TTNN/TTNNToFlatbuffer.h"

namespace mlir::tt::ttmetal {

/// Writes `module`, which the pipeline ttir-to-ttmetal-pipeline made, to `os`. Its kernels are compiled for the card's
/// cores. What cannot be written is reported at its location, all of it, and nothing is written.
LogicalResult translateTTMetalToFlatbuffer(ModuleOp module, llvm::raw_ostream &os,
                                           const ttnn::BinaryDebugInfo &debugInfo = {});

/// Registers `ttmlir-translate --ttmetal-to-flatbuffer`.
void registerTTMetalToFlatbufferTranslation();

} // namespace mlir::tt::ttmetal

#endif // TTMLIR_TARGET_TTMETAL_TTMETALTOFLATBUFFER_H
