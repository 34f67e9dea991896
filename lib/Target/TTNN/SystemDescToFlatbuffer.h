// Writes the descriptor of the system that a program was compiled for.
#ifndef TTMLIR_LIB_TARGET_TTNN_SYSTEMDESCTOFLATBUFFER_H
#define TTMLIR_LIB_TARGET_TTNN_SYSTEMDESCTOFLATBUFFER_H

#include "tenon/schema/binary_generated.h"
#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h"

namespace mlir::tt::ttnn {

flatbuffers::Offset<::tt::target::SystemDesc> systemDescToFlatbuffer(flatbuffers::FlatBufferBuilder &builder,
                                                                     ttcore::SystemDescAttr system);

} // namespace mlir::tt::ttnn

#endif // TTMLIR_LIB_TARGET_TTNN_SYSTEMDESCTOFLATBUFFER_H
