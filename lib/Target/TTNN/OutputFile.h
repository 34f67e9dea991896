// Writing a file whole or not at all.
#ifndef TTMLIR_TARGET_TTNN_OUTPUTFILE_H
#define TTMLIR_TARGET_TTNN_OUTPUTFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::tt::ttnn {

/// Lets `write` write a new file beside `path`, which then takes its place and permissions; on an error what was there
/// stays. Links are followed and stay. What is not a regular file (a device, a pipe) is opened and written to.
llvm::Error writeWholeFile(llvm::StringRef path, llvm::function_ref<void(llvm::raw_ostream &)> write);

} // namespace mlir::tt::ttnn

#endif // TTMLIR_TARGET_TTNN_OUTPUTFILE_H
